import { DEFAULT_TENANT } from '@acgs/contracts';
import { CompactRange, type ParsedCheckpoint } from '@acgs/merkle';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { HealthIndicatorResult } from '@nestjs/terminus';
import { setTimeout as pause } from 'node:timers/promises';
import { Gauge, Registry } from 'prom-client';
import { INTEGRITY_SETTINGS, type IntegritySettings } from '../config.js';
import { LogAudit } from './log-audit.js';

/** Rests for so many times what a bundle took: a long log is read beside the work, not instead of it. */
const REST_FACTOR = 9;
const FAULTS_KEPT = 20;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Reads the log again and again, from its first leaf to its head, and compares it with its own last checkpoint and with the
 * records in the database. What differs takes the readiness away, and stays until the process is restarted: it is for people.
 */
@Injectable()
export class LogMonitor implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(LogMonitor.name);
  private readonly ending = new AbortController();
  private readonly faults = new Set<string>();
  private running: Promise<void> = Promise.resolve();
  private last: ParsedCheckpoint | null = null;
  private range = CompactRange.of(0, []);

  constructor(
    private readonly audit: LogAudit,
    @Inject(INTEGRITY_SETTINGS) private readonly settings: Pick<IntegritySettings, 'LOG_MONITOR_SECONDS'>,
    registry: Registry,
  ) {
    const faults = new Gauge({
      name: 'acgs_log_monitor_faults',
      help: 'What the monitor found in the log that is not as it must be.',
      aggregator: 'max',
      registers: [registry],
      collect: () => {
        faults.set(this.faults.size);
      },
    });
    const read = new Gauge({
      name: 'acgs_log_monitor_leaves',
      help: 'Leaves that the monitor has read in this pass.',
      aggregator: 'max',
      registers: [registry],
      collect: () => {
        read.set(this.range.size);
      },
    });
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  health(): HealthIndicatorResult {
    const faults = [...this.faults];
    return {
      log: { status: faults.length === 0 ? 'up' : 'down', ...(faults.length === 0 ? {} : { faults }) },
    };
  }

  private async run(): Promise<void> {
    while (!this.ending.signal.aborted) {
      try {
        await this.pass();
      } catch (error) {
        this.log.warn(`the log can't be read: ${error instanceof Error ? error.message : String(error)}`);
      }
      await this.rest(this.settings.LOG_MONITOR_SECONDS * 1000);
    }
  }

  /** From the first leaf to the head as it is now. */
  private async pass(): Promise<void> {
    const { checkpoint, faults } = await this.audit.head(DEFAULT_TENANT, this.last);
    this.note(faults);
    if (checkpoint === null || faults.length > 0) return;
    this.last = checkpoint;
    this.range = CompactRange.of(0, []);
    while (this.range.size < checkpoint.size && !this.ending.signal.aborted) {
      const began = performance.now();
      const wrong = await this.audit.bundle(DEFAULT_TENANT, this.range, checkpoint.size);
      this.note(wrong);
      if (wrong.length > 0) return;
      await this.rest((performance.now() - began) * REST_FACTOR);
    }
    if (this.range.size === checkpoint.size && !this.range.root().equals(checkpoint.root))
      this.note([`the entries are not those of the checkpoint at ${String(checkpoint.size)} leaves`]);
    await this.records();
  }

  /** From the records to the leaves: none may lack its own. */
  private async records(): Promise<void> {
    let after: string | null = FIRST_ID;
    while (after !== null && !this.ending.signal.aborted) {
      const began = performance.now();
      const { faults, lastId } = await this.audit.unlogged(DEFAULT_TENANT, after);
      this.note(faults);
      after = lastId;
      await this.rest((performance.now() - began) * REST_FACTOR);
    }
  }

  private note(faults: readonly string[]): void {
    for (const fault of faults) {
      if (this.faults.has(fault) || this.faults.size >= FAULTS_KEPT) continue;
      this.faults.add(fault);
      this.log.error(`The log is not as it must be: ${fault}.`);
    }
  }

  private async rest(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.ending.signal, ref: false }).catch(() => undefined);
  }
}
