import { openLoop, type OpenLoopResult, percentile } from './open-loop.js';
import type { LoadRequest } from './request-sender.js';

export interface LoadStep {
  /** Requests a second that were due. */
  readonly offered: number;
  /** Requests a second that were served. */
  readonly rate: number;
  /** Milliseconds from the due time. */
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly sent: number;
  readonly failed: number;
  readonly withoutHash: number;
  readonly statuses: Readonly<Record<string, number>>;
}

export interface StepsOptions {
  readonly origin: string;
  readonly requests: readonly LoadRequest[];
  readonly connections: number;
  readonly secondsPerStep: number;
  /** The rate of the next step; null ends the run. */
  readonly nextRate: (done: readonly LoadStep[]) => number | null;
  readonly progress: (text: string) => void;
}

/** Open loops one after the other, each begun when all of the one before it is answered. */
export async function runSteps(options: StepsOptions): Promise<LoadStep[]> {
  const steps: LoadStep[] = [];
  for (let rate = options.nextRate(steps); rate !== null; rate = options.nextRate(steps)) {
    const offered = rate;
    const tell = (so: OpenLoopResult): void => {
      options.progress(
        `${String(offered)}/s: p99 ${percentile(so, 99).toFixed(1)} ms, ${String(so.failed)} failed`,
      );
    };
    const result = await openLoop({
      ...options,
      perSecond: offered,
      seconds: options.secondsPerStep,
      progress: tell,
    });
    tell(result);
    steps.push(stepOf(offered, result));
  }
  return steps;
}

function stepOf(offered: number, result: OpenLoopResult): LoadStep {
  const { rate, sent, failed, withoutHash, statuses } = result;
  return {
    offered,
    rate,
    p50: percentile(result, 50),
    p99: percentile(result, 99),
    p999: percentile(result, 99.9),
    sent,
    failed,
    withoutHash,
    statuses: Object.fromEntries(statuses),
  };
}
