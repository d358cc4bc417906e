import { BackgroundLoop } from '@acgs/service';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { EC_SETTINGS, type EcSettings } from '../config.js';
import { RunsRepository } from './runs.repository.js';

const HOUR = 60 * 60 * 1000;

/** Requests of recorded decisions are not kept longer than a run needs them. Looks once an hour; several processes may. */
@Injectable()
export class ExpiredEvidence implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(ExpiredEvidence.name);
  private readonly loop = BackgroundLoop.every(
    HOUR,
    () => this.runs.dropEvidence(this.settings.EVOLUTION_EVIDENCE_DAYS),
    (error) => {
      this.log.warn(`evidence past its time is still kept: ${String(error)}`);
    },
  );

  constructor(
    private readonly runs: RunsRepository,
    @Inject(EC_SETTINGS) private readonly settings: Pick<EcSettings, 'EVOLUTION_EVIDENCE_DAYS'>,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }
}
