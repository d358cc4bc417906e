import { DEFAULT_TENANT, DomainError, StartError } from '@acgs/contracts';

/** A mark of a cache where there must be none, or one that is not complete. */
export class CacheMarkError extends StartError {}

/** The answer of before: what was asked for is not there. */
export class CachedAbsenceError extends DomainError {
  readonly problem = 'not-found';
}

/** The caches hold what belongs to all tenants; one of them alone may empty them. */
export class CacheForeignError extends DomainError {
  readonly problem = 'forbidden';

  constructor(tenant: string) {
    super(`The caches serve every tenant; they are emptied from "${DEFAULT_TENANT}", not from "${tenant}".`);
  }
}
