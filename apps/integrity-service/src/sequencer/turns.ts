import { setImmediate as turn } from 'node:timers/promises';

/** Milliseconds: a proof that is asked for meanwhile waits no longer. */
const LONGEST_TURN = 3;

/** Long work in one process with those who wait for answers: it lets them come in between. */
export class Turns {
  private began = performance.now();

  /** Gives way when this turn has lasted long enough. */
  async next(): Promise<void> {
    if (performance.now() - this.began < LONGEST_TURN) return;
    await turn();
    this.began = performance.now();
  }
}
