import { openLoop, type OpenLoopResult } from '../performance/load/open-loop.js';
import type { LoadRequest } from '../performance/load/request-sender.js';

export interface LoadOptions {
  readonly origin: string;
  readonly requests: readonly LoadRequest[];
  readonly perSecond: number;
}

/** Keeps an open loop going while the work is under way, and for as long as it takes to answer what was sent. */
export async function loadWhile<Result>(
  options: LoadOptions,
  work: () => Promise<Result>,
): Promise<{ readonly load: OpenLoopResult; readonly result: Result }> {
  const over = new AbortController();
  const load = openLoop({ ...options, seconds: Number.POSITIVE_INFINITY, until: over.signal });
  try {
    const result = await work();
    over.abort();
    return { load: await load, result };
  } finally {
    over.abort();
  }
}

/** How often each status was answered: `200: 12000, no answer: 1`. */
export const statusText = ({ statuses }: OpenLoopResult): string =>
  [...statuses]
    .map(([status, count]) => `${status === 0 ? 'no answer' : String(status)}: ${String(count)}`)
    .join(', ');
