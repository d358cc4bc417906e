/** Stands before the signatures of tokens that were not seen before, which cost a verification each. */
export interface VerificationGate<Request = unknown> {
  /**
   * Called right before a signature is verified. Throws a `DomainError` when it must not be; else gives what is called once,
   * when it is known whether the token is good.
   */
  enter(request: Request): (hasFailed: boolean) => void;
}

/** Injection token of a `VerificationGate`, for services that have one. */
export const VERIFICATION_GATE = Symbol('verification-gate');
