import type { ServerSentEvent } from '@acgs/service';
import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { runView } from './run-view.js';
import { RunsRepository } from './runs.repository.js';
import { RunsService } from './runs.service.js';

const LOOK_MILLISECONDS = 500;
const OVER: readonly string[] = ['completed', 'cancelled', 'failed'];

/** Read from the database, so that every process can tell of a run, whichever searches. */
@Injectable()
export class RunEvents {
  constructor(
    private readonly service: RunsService,
    private readonly runs: RunsRepository,
  ) {}

  /** Each generation after that one, and each change of the status; ends with the run. @throws RunNotFoundError */
  async *of(tenant: string, runId: string, after: number): AsyncGenerator<ServerSentEvent> {
    let told = after;
    let status = '';
    for (;;) {
      const run = await this.service.stored(runId, tenant);
      const before = told;
      for (const progress of await this.runs.progress(tenant, runId, told)) {
        told = progress.generation;
        yield { id: String(told), event: 'generation', data: progress };
      }
      if (run.status !== status && told >= run.generation) {
        status = run.status;
        yield { event: 'status', data: runView(run) };
        if (OVER.includes(status)) return;
      }
      if (told === before) await pause(LOOK_MILLISECONDS);
    }
  }
}
