/** Remembers proofs for all processes of a service. */
export interface ProofStore {
  /** Whether the id is new; it is remembered for these seconds. Null where nothing can be remembered for all just now. */
  isFirstUse(id: string, seconds: number): Promise<boolean | null>;
}

/** Injection token of a `ProofStore`, for services that share one. */
export const PROOF_STORE = Symbol('proof-store');
