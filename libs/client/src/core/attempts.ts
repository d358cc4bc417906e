import { RetryBudget } from '@acgs/retries';
import { Deadline } from './deadline.js';
import { AcgsError, CLIENT_FAULTS } from './errors.js';
import type { OutgoingRequest } from './exchange.js';
import { mayRepeat, pauseBeforeRetry } from './retry-policy.js';
import type { Runtime } from './runtime.js';

const BUDGET_SHARE = 0.2;
const BUDGET_BURST = 10;

export interface AttemptLimits {
  /** Repetitions of one call, at most. */
  readonly retries: number;
  /** For each attempt; no more than what is left of the call. */
  readonly attemptTimeoutMilliseconds: number;
}

/** Repeats what failed for a while, as long as it is safe, within the time of the call and the budget of the client. */
export class Attempts {
  private readonly budget = new RetryBudget(BUDGET_SHARE, BUDGET_BURST);

  constructor(private readonly runtime: Runtime) {}

  /** @throws the last fault, and at once when what it asks for does not fit into the time that is left */
  async run<Result>(
    request: OutgoingRequest,
    limits: AttemptLimits,
    deadline: Deadline,
    once: (attempt: Deadline) => Promise<Result>,
  ): Promise<Result> {
    this.budget.earn();
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.within(limits.attemptTimeoutMilliseconds, deadline, once);
      } catch (error) {
        deadline.signal.throwIfAborted();
        if (!(error instanceof AcgsError) || attempt >= limits.retries) throw error;
        const pause = pauseBeforeRetry(attempt, error, this.runtime.random());
        if (!mayRepeat(request, error) || pause >= deadline.remainingMilliseconds) throw error;
        if (!this.budget.spend()) throw error;
        await this.runtime.pause(pause, deadline.signal);
      }
    }
  }

  private async within<Result>(
    milliseconds: number,
    deadline: Deadline,
    once: (attempt: Deadline) => Promise<Result>,
  ): Promise<Result> {
    const left = deadline.remainingMilliseconds;
    const type = left <= milliseconds ? CLIENT_FAULTS.deadlineExceeded : CLIENT_FAULTS.noAnswer;
    const bound = Math.min(milliseconds, left);
    const attempt = new Deadline(bound, deadline.signal, this.runtime.now, type);
    try {
      return await once(attempt);
    } finally {
      attempt.end();
    }
  }
}
