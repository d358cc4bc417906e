import type { Simulation } from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClient } from '../../../tools/installation/api-client.js';

/** The same simulation, again and again. */
export class Replays {
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
    await this.until(simulationId, ({ progress }) => progress > 0);
    const result = await work();
    const path = `/simulations/${simulationId}/cancellation`;
    await this.client.expect('POST', path);
    await this.idle();
    return result;
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
