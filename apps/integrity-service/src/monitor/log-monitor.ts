import { BackgroundLoop } from '@acgs/service';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { HealthIndicatorResult } from '@nestjs/terminus';
import { Gauge, Registry } from 'prom-client';
import { INTEGRITY_SETTINGS, type IntegritySettings } from '../config.js';
import { LogAudit } from './log-audit.js';
import { MonitorFindings } from './monitor-findings.js';
import { MonitorRepository } from './monitor.repository.js';
import { RecordAudit } from './record-audit.js';
import { TreeReading } from './tree-reading.js';

/** Rests for so many times what a piece took: a long log is read beside the work, not instead of it. */
const REST_FACTOR = 9;
/** Bundles of 256 leaves, or 1000 records: then the next tree has its turn. */
const PIECES_OF_A_TURN = 64;
/** By which a timer may be too early. */
const EARLY_MILLISECONDS = 1;

/**
 * Reads every tree again and again, from its first leaf to its head, and compares it with its own last checkpoint and with the
 * records in the database. What differs takes the readiness away, and stays until the process is restarted: it is for people.
 */
@Injectable()
export class LogMonitor implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(LogMonitor.name);
  private readonly loop = new BackgroundLoop(
    () => this.round(),
    (error) => {
      this.complain('the log', error);
      return this.restMilliseconds;
    },
  );
  private readonly findings = new MonitorFindings();
  private readonly readings = new Map<string, TreeReading>();

  constructor(
    private readonly trees: LogAudit,
    private readonly records: RecordAudit,
    private readonly repository: MonitorRepository,
    @Inject(INTEGRITY_SETTINGS) private readonly settings: Pick<IntegritySettings, 'LOG_MONITOR_SECONDS'>,
    registry: Registry,
  ) {
    const faults = new Gauge({
      name: 'acgs_log_monitor_faults',
      help: 'What the monitor found in the log that is not as it must be.',
      aggregator: 'max',
      registers: [registry],
      collect: () => {
        faults.set(this.findings.size);
      },
    });
    const read = new Gauge({
      name: 'acgs_log_monitor_leaves',
      help: 'Leaves that the monitor has read in this pass, of all trees.',
      aggregator: 'max',
      registers: [registry],
      collect: () => {
        read.set([...this.readings.values()].reduce((sum, { leaves }) => sum + leaves, 0));
      },
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  health(): HealthIndicatorResult {
    const faults = this.findings.list();
    return {
      log: { status: faults.length === 0 ? 'up' : 'down', ...(faults.length === 0 ? {} : { faults }) },
    };
  }

  private async round(): Promise<number> {
    await this.attempt('the trees', () => this.learnTrees());
    const due = [...this.readings.values()].filter(({ dueAt }) => dueAt <= performance.now());
    for (const reading of due) {
      await this.attempt(`the tree of ${reading.tenant}`, () => this.turn(reading));
      if (!reading.isUnderWay) reading.dueAt = performance.now() + this.restMilliseconds;
    }
    const isUnderWay = [...this.readings.values()].some((reading) => reading.isUnderWay);
    return isUnderWay ? 0 : this.restMilliseconds + EARLY_MILLISECONDS;
  }

  private get restMilliseconds(): number {
    return this.settings.LOG_MONITOR_SECONDS * 1000;
  }

  /** One that was there and is gone stays among them: it has vanished. */
  private async learnTrees(): Promise<void> {
    for (const tenant of await this.repository.tenants()) {
      if (!this.readings.has(tenant))
        this.readings.set(tenant, new TreeReading(tenant, this.trees, this.records));
    }
  }

  /** As far as it goes without making the other trees wait. */
  private async turn(reading: TreeReading): Promise<void> {
    for (let piece = 0; piece < PIECES_OF_A_TURN && !this.loop.signal.aborted; piece++) {
      const began = performance.now();
      this.note(reading.tenant, await reading.next());
      if (!reading.isUnderWay) return;
      await this.loop.rest((performance.now() - began) * REST_FACTOR);
    }
  }

  private note(tenant: string, faults: readonly string[]): void {
    for (const fault of faults) {
      if (this.findings.add(tenant, fault))
        this.log.error(`The log of the tenant ${tenant} is not as it must be: ${fault}.`);
    }
  }

  /** What fails is no fault of the log, and stops no other tree. */
  private async attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.complain(what, error);
    }
  }

  private complain(what: string, error: unknown): void {
    this.log.warn(`${what} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
