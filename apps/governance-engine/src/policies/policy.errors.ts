import { DomainError, type Fault, type PolicyStatus } from '@acgs/contracts';

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

/** An agent, or a token that an agent holds for a person. */
export class ActivatorNoAgentError extends DomainError {
  readonly problem = 'forbidden';

  constructor() {
    super('What is in force is changed by no agent, nor by one that acts for somebody.');
  }
}

export class OwnVersionError extends DomainError {
  readonly problem = 'activation-of-own-version';

  constructor(id: string, version: number) {
    super(
      `The caller is the author of version ${String(version)} of "${id}": somebody else puts it in force.`,
    );
  }
}

export class PolicyVersionStateError extends DomainError {
  readonly problem = 'conflict';

  constructor(id: string, { version, status }: { version: number; status: PolicyStatus }, advice: string) {
    super(`Version ${String(version)} of "${id}" is ${status}: ${advice}.`);
  }
}

export class ActiveVersionChangedError extends DomainError {
  readonly problem = 'conflict';

  constructor(id: string, expected: number, active: number | null) {
    const found = active === null ? 'none' : `version ${String(active)}`;
    super(`Of "${id}" ${found} is in force, and not version ${String(expected)}.`);
  }
}

export class NothingBeforeError extends DomainError {
  readonly problem = 'conflict';

  constructor(id: string) {
    super(`Of "${id}" no other version was in force before.`);
  }
}

export class NothingInForceError extends DomainError {
  readonly problem = 'conflict';

  constructor(id: string) {
    super(`Of "${id}" none is in force: it was taken out on purpose, and a version is activated anew.`);
  }
}

/** A document that names another policy than the path. */
export class ProposalOfAnotherPolicyError extends DomainError {
  readonly problem = 'validation-failed';

  constructor(id: string) {
    super('The document is of another policy.', {
      faults: [{ path: '/document/id', message: `must be "${id}"` }],
    });
  }
}
