/** Stands before the verification of tokens, which costs a signature each. */
export interface VerificationGate<Request = unknown> {
  /** Called for a request whose token was not seen before, or that has none. Throws when it must not be verified. */
  enter(request: Request): void;
  /** Called when the token was good, or could not be verified for a reason that is not the caller's. */
  leave(request: Request): void;
}

/** Injection token of a `VerificationGate`, for services that have one. */
export const VERIFICATION_GATE = Symbol('verification-gate');
