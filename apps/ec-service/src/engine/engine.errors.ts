import { DomainError } from '@acgs/contracts';

export class EngineUnavailableError extends DomainError {
  readonly problem = 'unavailable';

  constructor(message: string, cause?: unknown) {
    super(`${message}.`, { cause, retryAfterSeconds: 1 });
  }
}

/** What the engine answers to a change that came too late. */
export class PolicyMovedError extends DomainError {
  readonly problem = 'conflict';

  constructor(policy: string, version: number) {
    super(`Version ${String(version)} of the policy ${policy} is not the active one any more.`);
  }
}

/** Rules that were in force when the run began, and would not be accepted now. */
export class ProposalRefusedError extends DomainError {
  readonly problem = 'rules-invalid';

  constructor(policy: string, faults: readonly { readonly path: string; readonly message: string }[]) {
    super(`The engine refuses the proposed version of ${policy}.`, { faults });
  }
}
