import { setTimeout as pause } from 'node:timers/promises';

/**
 * Work beside the requests, one turn after another, from `start` to `stop`. It keeps no process alive, and a turn that fails
 * is not the last one.
 */
export class BackgroundLoop {
  private readonly ending = new AbortController();
  private waking = new AbortController();
  private running: Promise<void> = Promise.resolve();

  /**
   * @param turn resolves to the milliseconds until the next turn
   * @param fail is told what a turn was rejected with, and returns the milliseconds until it is tried again
   */
  constructor(
    private readonly turn: () => Promise<number>,
    private readonly fail: (error: unknown) => number,
  ) {}

  /** A turn, and the same rest after each, whether it failed or not. */
  static every(
    milliseconds: number,
    turn: () => Promise<unknown>,
    fail: (error: unknown) => void,
  ): BackgroundLoop {
    return new BackgroundLoop(
      async () => {
        await turn();
        return milliseconds;
      },
      (error) => {
        fail(error);
        return milliseconds;
      },
    );
  }

  /** Aborted when no further turn will come: a long turn looks at it between its steps. */
  get signal(): AbortSignal {
    return this.ending.signal;
  }

  start(): void {
    this.running = this.run();
  }

  /** Resolves when the turn that is under way is over. */
  async stop(): Promise<void> {
    this.ending.abort();
    this.wake();
    await this.running;
  }

  /** The next turn comes at once; when one is under way, after it. */
  wake(): void {
    this.waking.abort();
  }

  /** Within a turn; over at once when the loop stops. */
  rest(milliseconds: number): Promise<void> {
    return pauseUnless(this.signal, milliseconds);
  }

  private async run(): Promise<void> {
    while (!this.signal.aborted) {
      this.waking = new AbortController();
      const milliseconds = await this.turn().catch(this.fail);
      if (milliseconds > 0) await pauseUnless(this.waking.signal, milliseconds);
    }
  }
}

const pauseUnless = (signal: AbortSignal, milliseconds: number): Promise<void> =>
  pause(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
