import { DomainError, type Fault } from '@acgs/contracts';

export class PolicyNotFoundError extends DomainError {
  readonly problem = 'not-found';

  constructor(id: string, version?: number) {
    super(
      version === undefined
        ? `There is no policy "${id}".`
        : `The policy "${id}" has no version ${String(version)}.`,
    );
  }
}

/** Conditions that do not parse or do not check, by path, line and column; or tests that fail, by path. */
export class PolicyRulesInvalidError extends DomainError {
  readonly problem = 'rules-invalid';

  constructor(faults: readonly Fault[]) {
    super(`${String(faults.length)} ${faults.length === 1 ? 'fault' : 'faults'} in the rules.`, { faults });
  }
}
