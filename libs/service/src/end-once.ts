import type { FastifyBaseLogger } from 'fastify';

/** For what the drain of the connections does not bound, such as a database that does not answer. */
export const SHUTDOWN_MAX_MILLISECONDS = 28_000;

/**
 * The end of a process, which happens once, however often it is asked for: exit code 0 when `close` resolves, 1 when it
 * rejects or takes longer than it may.
 */
export function endOnce<Why>(
  log: FastifyBaseLogger,
  withinMilliseconds: number,
  close: (why: Why) => Promise<void>,
): (why: Why) => void {
  let ending = false;
  return (why) => {
    if (ending) return;
    ending = true;
    const fail = (error: unknown): void => {
      log.error({ err: error }, 'the shutdown failed');
      process.exit(1);
    };
    setTimeout(fail, withinMilliseconds, new Error('it took too long')).unref();
    close(why).then(() => process.exit(0), fail);
  };
}
