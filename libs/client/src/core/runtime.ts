/** What a client takes from where it runs. Tests give their own clock and pauses. */
export interface Runtime {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Milliseconds that only grow, whatever is done to the time of day. */
  readonly now: () => number;
  /** The time of day, for dates in `Retry-After`. */
  readonly date: () => Date;
  /** From 0 up to but without 1. */
  readonly random: () => number;
  /** @throws the reason of the signal */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** The standard globals of Node, browsers and workers. */
export const standardRuntime = (fetchOf: typeof fetch = fetch): Runtime => ({
  fetch: (url, init) => fetchOf(url, init),
  now: () => performance.now(),
  date: () => new Date(),
  random: () => Math.random(),
  pause,
});

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a signal may have any reason
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/** 128 random bits in hexadecimal. `randomUUID` is missing in browsers where a page came without TLS. */
export function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
