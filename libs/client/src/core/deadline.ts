import { AcgsError, CLIENT_FAULTS } from './errors.js';

/** Timers know no longer time: what is meant to take longer ends after these 24 days. */
const TIMER_MAX_MILLISECONDS = 2 ** 31 - 1;

/** The time that a call has, and the caller's signal, as one signal. `end` has to be called. */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly timer: ReturnType<typeof setTimeout>;
  private readonly endsAt: number;

  constructor(
    wanted: number,
    private readonly outer: AbortSignal | undefined,
    private readonly now: () => number,
    type: string = CLIENT_FAULTS.deadlineExceeded,
  ) {
    const milliseconds = Math.min(wanted, TIMER_MAX_MILLISECONDS);
    this.endsAt = now() + milliseconds;
    this.timer = setTimeout(() => {
      this.controller.abort(
        new AcgsError(`No answer within ${String(Math.round(milliseconds))} ms`, { type }),
      );
    }, milliseconds);
    if (outer?.aborted === true) this.abort();
    else outer?.addEventListener('abort', this.abort, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get remainingMilliseconds(): number {
    return Math.max(0, this.endsAt - this.now());
  }

  end(): void {
    clearTimeout(this.timer);
    this.outer?.removeEventListener('abort', this.abort);
  }

  private readonly abort = (): void => {
    this.controller.abort(this.outer?.reason);
  };
}

/** The promise, or the reason of the signal, whichever comes first; what the promise does stays its own business. */
export async function orAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a signal may have any reason
      reject(signal.reason);
    };
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
