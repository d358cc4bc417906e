import { DomainError, type EvolutionRunStatus, type Fault } from '@acgs/contracts';
import type { EvidenceFault } from '@acgs/evolution';

export class RunNotFoundError extends DomainError {
  readonly problem = 'not-found';

  constructor(runId: string) {
    super(`There is no run ${runId}.`);
  }
}

/** One at a time searches for settings of a policy. */
export class RunOpenError extends DomainError {
  readonly problem = 'evolution-run-open';

  constructor(policy: string, runId: string) {
    super(`The run ${runId} on the policy ${policy} is under way: wait for its end, or cancel it.`, {
      extensions: { runId },
    });
  }
}

export class RunStatusError extends DomainError {
  readonly problem = 'conflict';

  constructor(runId: string, status: EvolutionRunStatus, wanted: string) {
    super(`The run ${runId} is ${status}: it cannot be ${wanted}.`);
  }
}

export class TooManyRunsError extends DomainError {
  readonly problem = 'conflict';

  constructor(most: number) {
    super(
      `${String(most)} runs are under way, which is as many as may be: wait for one's end, or cancel it.`,
    );
  }
}

export class RunOutdatedError extends DomainError {
  readonly problem = 'evolution-run-outdated';

  constructor(runId: string) {
    super(
      `Other rules are in force than those of the run ${runId}: replay it first, and look at its front again.`,
    );
  }
}

/** What could be scored or predicted with is not kept any more. */
export class EvidenceGoneError extends DomainError {
  readonly problem = 'erased';

  constructor(runId: string) {
    super(`The evidence of the run ${runId} was deleted, or too much of it was erased: start another one.`);
  }
}

export class PolicyNotActiveError extends DomainError {
  readonly problem = 'not-found';

  constructor(policy: string) {
    super(`The policy ${policy} is not in force: there is nothing to be tuned.`);
  }
}

export class NothingToTuneError extends DomainError {
  readonly problem = 'nothing-to-tune';

  constructor(policy: string, faults: readonly Fault[]) {
    super(`The policy ${policy} cannot be tuned so: ${faults.map(({ message }) => message).join('; ')}.`, {
      faults: faults.map((fault) => ({ ...fault, path: `/parameters${fault.path}` })),
    });
  }
}

export class EvidenceUnusableError extends DomainError {
  readonly problem = 'evidence-unusable';

  constructor(faults: readonly EvidenceFault[]) {
    super(`Nothing can be learned from this evidence: ${faults.map(({ message }) => message).join('; ')}.`, {
      faults: faults.map(({ message }) => ({ path: '/evidence', message })),
      extensions: { evidence: faults.map(({ fault, cases }) => ({ fault, decisions: cases })) },
    });
  }
}

export class EvidenceTooLargeError extends DomainError {
  readonly problem = 'evidence-unusable';

  constructor(mebibytes: number) {
    const message = `the requests of this time have more than ${String(mebibytes)} MiB together`;
    super(`There is too much evidence: ${message}. Name a shorter time.`, {
      faults: [{ path: '/evidence', message }],
    });
  }
}

/** It says which of the settings is too low for it. */
export class BudgetExceededError extends DomainError {
  readonly problem = 'validation-failed';

  constructor(path: string, wanted: number, most: number, setting: string) {
    const message = `${String(wanted)} is more than ${setting} of this installation allows (${String(most)})`;
    super(`The run is too large: ${message}.`, { faults: [{ path, message }] });
  }
}
