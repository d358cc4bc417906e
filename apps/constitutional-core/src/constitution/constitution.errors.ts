import { type ConstitutionSummary, DEFAULT_TENANT, DomainError, type Fault } from '@acgs/contracts';

export class NoConstitutionError extends DomainError {
  readonly problem = 'not-found';

  constructor() {
    super('No constitution is ratified yet; POST one to /api/v1/constitution/versions.');
  }
}

export class ConstitutionVersionNotFoundError extends DomainError {
  readonly problem = 'not-found';

  constructor(version: number) {
    super(`There is no version ${version} of the constitution.`);
  }
}

/** There is one constitution for all tenants; one of them alone may change it. */
export class RatifierForeignError extends DomainError {
  readonly problem = 'forbidden';

  constructor(tenant: string) {
    super(
      `The constitution holds for every tenant; it is ratified from "${DEFAULT_TENANT}", not from "${tenant}".`,
    );
  }
}

/** The document has the right shape, but conditions in it can't be compiled. */
export class ConditionsInvalidError extends DomainError {
  readonly problem = 'rules-invalid';

  constructor(faults: readonly Fault[]) {
    super(`${faults.length} ${faults.length === 1 ? 'fault' : 'faults'} in the conditions.`, { faults });
  }
}

/** Another version than the one the caller built on is in force. */
export class ConstitutionChangedError extends DomainError {
  readonly problem = 'conflict';

  constructor(inForce: ConstitutionSummary | null) {
    super('Another constitution is in force than If-Match names: read it, and ratify on top of it.', {
      extensions: { version: inForce?.version ?? null, digest: inForce?.digest ?? null },
    });
  }
}
