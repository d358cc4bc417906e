import { DomainError, type Fault } from '@acgs/contracts';

export class SimulationNotFoundError extends DomainError {
  readonly problem = 'not-found';

  constructor(simulationId: string) {
    super(`There is no simulation ${simulationId}.`);
  }
}

/** The candidate names what is not there, or has rules that do not check; every fault has its path. */
export class CandidateInvalidError extends DomainError {
  readonly problem = 'rules-invalid';

  constructor(faults: readonly Fault[]) {
    const count = faults.length === 1 ? '1 fault' : `${String(faults.length)} faults`;
    super(`${count} in the candidate.`, { faults });
  }
}

/** A time of the evidence is not one that can be looked at. */
export class EvidenceTimeError extends DomainError {
  readonly problem = 'validation-failed';

  constructor(path: string, message: string) {
    super('The time of the evidence is not usable.', { faults: [{ path, message }] });
  }
}

export class EvidenceEmptyError extends DomainError {
  readonly problem = 'evidence-empty';

  constructor() {
    super('No decision was recorded in that time: choose another one.');
  }
}

export class SimulationQueueFullError extends DomainError {
  readonly problem = 'simulation-queue-full';

  constructor(most: number) {
    super(`${String(most)} simulations are queued or running: wait for one to end, or cancel one.`, {
      retryAfterSeconds: 10,
    });
  }
}

/** It has ended, and ended simulations do not change. */
export class SimulationEndedError extends DomainError {
  readonly problem = 'conflict';

  constructor(simulationId: string, status: string) {
    super(`The simulation ${simulationId} is ${status} already.`);
  }
}

export class RulesNotConfirmedError extends DomainError {
  readonly problem = 'unavailable';

  constructor() {
    super('The rules in force cannot be confirmed now.', { retryAfterSeconds: 1 });
  }
}
