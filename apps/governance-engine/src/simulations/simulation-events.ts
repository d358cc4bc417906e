import type { CallerIdentity } from '@acgs/access';
import type { ServerSentEvent } from '@acgs/service';
import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { SimulationsService } from './simulations.service.js';

const LOOK_MILLISECONDS = 500;

/** Read from the database, so that every process can tell of a replay, whichever has it. */
@Injectable()
export class SimulationEvents {
  constructor(private readonly simulations: SimulationsService) {}

  /** @throws SimulationNotFoundError */
  async *of(simulationId: string, caller: CallerIdentity): AsyncGenerator<ServerSentEvent> {
    let told: unknown = null;
    for (;;) {
      const data = await this.simulations.find(simulationId, caller);
      if (data.finishedAt !== null) {
        yield { event: 'end', data };
        return;
      }
      if (!isDeepStrictEqual(data, told)) yield { event: 'progress', data };
      told = data;
      await pause(LOOK_MILLISECONDS);
    }
  }
}
