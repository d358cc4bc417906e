import type { Simulation } from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClient } from '../../../tools/installation/api-client.js';

/** The same simulation, again and again. */
export class Replays {
  private compared = 0;
  private milliseconds = 0;

  constructor(
    private readonly client: ApiClient,
    private readonly draft: object,
  ) {}

  /** From the first decision to the last. */
  async whole(): Promise<Simulation> {
    const { simulationId } = await this.start();
    return await this.until(simulationId, ({ finishedAt }) => finishedAt !== null);
  }

  /** Does the work while one is running. @throws Error when that was over before the work was */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    const { simulationId } = await this.start();
    const before = await this.until(simulationId, ({ progress }) => progress > 0);
    const began = performance.now();
    const result = await work();
    this.milliseconds += performance.now() - began;
    const after = await this.client.expect('POST', `/simulations/${simulationId}/cancellation`);
    this.compared += (after as Simulation).result.compared - before.result.compared;
    await this.idle();
    return result;
  }

  /** How many decisions were replayed in a second while there was other work. */
  get rateBeside(): number {
    return (this.compared / this.milliseconds) * 1000;
  }

  private async start(): Promise<Simulation> {
    return (await this.client.expect('POST', '/simulations', this.draft)) as Simulation;
  }

  private async until(id: string, isSo: (simulation: Simulation) => boolean): Promise<Simulation> {
    for (;;) {
      const simulation = (await this.client.expect('GET', `/simulations/${id}`)) as Simulation;
      if (isSo(simulation)) return simulation;
      await pause(50);
    }
  }

  /** The thread sees within a second that it is cancelled, and ends. */
  private async idle(): Promise<void> {
    await pause(1100);
  }
}
