import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { EC_SETTINGS, type EcSettings } from '../config.js';
import { RunsRepository } from './runs.repository.js';

const HOUR = 60 * 60 * 1000;

/** Requests of recorded decisions are not kept longer than a run needs them. Looks once an hour; several processes may. */
@Injectable()
export class ExpiredEvidence implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(ExpiredEvidence.name);
  private readonly ending = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly runs: RunsRepository,
    @Inject(EC_SETTINGS) private readonly settings: Pick<EcSettings, 'EVOLUTION_EVIDENCE_DAYS'>,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      await this.runs.dropEvidence(this.settings.EVOLUTION_EVIDENCE_DAYS).catch((error: unknown) => {
        this.log.warn(`evidence past its time is still kept: ${String(error)}`);
      });
      await pause(HOUR, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
