/** A piece of work that begins when it is called. */
export type Task<Value> = () => Promise<Value>;

export interface GatherOptions {
  /** Tasks under way at the same time, at most. A whole number from 1. */
  readonly concurrency: number;
}

/**
 * Runs every task to its end, so many at a time, whatever becomes of the others. The outcomes stand in the order of the
 * tasks, each with its own value or reason; the promise itself never rejects for a task.
 *
 * @throws RangeError for a concurrency below 1
 */
export async function gather<Value>(
  tasks: readonly Task<Value>[],
  { concurrency }: GatherOptions,
): Promise<PromiseSettledResult<Value>[]> {
  if (!Number.isSafeInteger(concurrency) || concurrency < 1) {
    throw new RangeError('The concurrency must be a whole number from 1.');
  }
  const outcomes = new Array<PromiseSettledResult<Value>>(tasks.length);
  const waiting = tasks.entries();
  const run = async (): Promise<void> => {
    for (const [index, task] of waiting) outcomes[index] = await outcomeOf(task);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, tasks.length) }, run));
  return outcomes;
}

async function outcomeOf<Value>(task: Task<Value>): Promise<PromiseSettledResult<Value>> {
  try {
    return { status: 'fulfilled', value: await task() };
  } catch (reason) {
    return { status: 'rejected', reason };
  }
}
