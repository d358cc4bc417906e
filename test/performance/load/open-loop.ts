import { build, type Histogram } from 'hdr-histogram-js';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { type LoadRequest, RequestSender } from './request-sender.js';

const CONNECTIONS = 128;
const LONGEST_MICROSECONDS = 60_000_000;
/** Asleep in between: a loop that spins would take a core from what is measured. */
const NAP_MILLISECONDS = 0.2;

export interface OpenLoopOptions {
  readonly origin: string;
  /** Sent in turn, again and again. */
  readonly requests: readonly LoadRequest[];
  readonly perSecond: number;
  /** Infinity with `until`. */
  readonly seconds: number;
  /** Sends nothing more once it is aborted. */
  readonly until?: AbortSignal;
  readonly connections?: number;
  /** Statuses that count as served; 200 alone unless told. */
  readonly served?: (status: number) => boolean;
  /** Told about once a second. */
  readonly progress?: (result: OpenLoopResult) => void;
}

export interface OpenLoopResult {
  /**
   * Microseconds from the moment a request was due, whether or not it could be sent then. One that failed stands with the
   * longest time: whoever sheds the slowest would be fast otherwise.
   */
  readonly latency: Histogram;
  sent: number;
  answered: number;
  failed: number;
  /** Answers that did not carry the constitutional hash. */
  withoutHash: number;
  /** By status; 0 for no answer. */
  readonly statuses: Map<number, number>;
  /** Requests that were served in each second of the run, until the last one came. */
  rate: number;
}

/**
 * Requests at a fixed rate of arrival (an open loop), so that a slow answer does not hold the next request back. Resolves
 * when all are answered, or have failed by the sender's bounds of 10 s.
 */
export async function openLoop(options: OpenLoopOptions): Promise<OpenLoopResult> {
  const { perSecond, seconds, until } = options;
  const sender = new RequestSender(options.origin, options.connections ?? CONNECTIONS);
  const result = emptyResult();
  const began = performance.now();
  const total = Math.floor(perSecond * seconds);
  let tellAt = 1000;
  while (result.sent < total && until?.aborted !== true) {
    const elapsed = performance.now() - began;
    const due = Math.min(total, Math.floor((elapsed / 1000) * perSecond) + 1);
    while (result.sent < due) sendNext(sender, options, result, began);
    if (elapsed > tellAt) {
      tellAt += 1000;
      options.progress?.(result);
    }
    await nap();
  }
  while (result.answered < result.sent) await pause(1);
  result.rate = ((result.sent - result.failed) / (performance.now() - began)) * 1000;
  await sender.close();
  return result;
}

function sendNext(
  sender: RequestSender,
  { requests, perSecond, served = isOk }: OpenLoopOptions,
  result: OpenLoopResult,
  began: number,
): void {
  const dueAt = began + (result.sent / perSecond) * 1000;
  const next = requests[result.sent % requests.length];
  if (next === undefined) throw new Error('There is nothing to send.');
  result.sent++;
  sender.send(next, (status, hasHash) => {
    result.answered++;
    result.statuses.set(status, (result.statuses.get(status) ?? 0) + 1);
    const isServed = served(status);
    if (!isServed) result.failed++;
    const microseconds = isServed ? Math.round((performance.now() - dueAt) * 1000) : LONGEST_MICROSECONDS;
    result.latency.recordValue(Math.min(Math.max(microseconds, 1), LONGEST_MICROSECONDS));
    if (status !== 0 && !hasHash) result.withoutHash++;
  });
}

/** Percentile in milliseconds. */
export const percentile = ({ latency }: OpenLoopResult, percent: number): number =>
  latency.getValueAtPercentile(percent) / 1000;

const isOk = (status: number): boolean => status === 200;

const SLEEPER = new Int32Array(new SharedArrayBuffer(4));

/** Timers of Node have steps of a millisecond, as long as the gap between two requests. */
function nap(): Promise<void> {
  Atomics.wait(SLEEPER, 0, 0, NAP_MILLISECONDS);
  return turn();
}

const emptyResult = (): OpenLoopResult => ({
  latency: build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: LONGEST_MICROSECONDS,
    numberOfSignificantValueDigits: 3,
  }),
  sent: 0,
  answered: 0,
  failed: 0,
  withoutHash: 0,
  statuses: new Map(),
  rate: 0,
});
