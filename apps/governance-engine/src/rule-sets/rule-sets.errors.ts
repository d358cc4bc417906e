import { DomainError, type Pins } from '@acgs/contracts';

export class ConstitutionUnavailableError extends DomainError {
  readonly problem = 'unavailable';

  constructor(detail: string, cause?: unknown) {
    super(`The constitution can't be loaded: ${detail}.`, { cause, retryAfterSeconds: 1 });
  }
}

/** Until they are confirmed again, every request is denied. */
export class RulesNotConfirmedError extends DomainError {
  readonly problem = 'unavailable';

  constructor() {
    super('Which rules are in force cannot be confirmed now.', { retryAfterSeconds: 1 });
  }
}

/** The recorded pins name rules that are not kept here any more. */
export class PinnedRulesMissingError extends DomainError {
  readonly problem = 'not-found';

  constructor({ constitutionVersion, constitutionDigest, policySetDigest }: Pins) {
    super(
      `The pinned rules are not kept here: version ${String(constitutionVersion)} of the constitution (digest ${String(constitutionDigest)}) with the policy set ${String(policySetDigest)}.`,
    );
  }
}
