import { DatabaseUrl } from '@acgs/database';
import { BackgroundLoop } from '@acgs/service';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import { INTEGRITY_SETTINGS, type IntegritySettings } from '../config.js';
import { LogKeys } from '../keys/log-keys.js';
import { Batch, type TakenBatch } from './batch.js';
import { oldestRows, removeRows, shortenRow, tenantsWaiting } from './outbox.js';
import { SequencerConnection } from './sequencer-connection.js';
import { TreeWriter } from './tree-writer.js';

/** Between two looks at the outbox, at least and at most, unless it holds more than a batch. */
const NAP_MILLISECONDS = 50;
const LONGEST_NAP_MILLISECONDS = 400;
/** Rests for so many times what a round took: small batches cost the database more for each leaf than large ones. */
const REST_FACTOR = 4;
/** A batch of so many is followed by the next at once. */
const LEAVES_TO_GO_ON = 1000;
/** Of decisions' documents in one transaction: some 2,000 of the usual size. */
const BATCH_BYTES = 4 * 1024 * 1024;
/** Between two attempts to become the sequencer. */
const STAND_BY_MILLISECONDS = 500;

interface Step extends TakenBatch {
  /** Of the rows that were read. */
  readonly hasMore: boolean;
}

/**
 * Takes what waits in the outbox into the trees, a batch in a transaction: the rows leave the outbox when the leaves are
 * in the tree and not otherwise. Of all processes one does it at a time; the others stand by for its lock.
 */
@Injectable()
export class Sequencer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(Sequencer.name);
  private readonly leaves: Counter;
  private readonly missing: Counter;
  private readonly loop = new BackgroundLoop(
    () => this.standBy(),
    (error) => {
      this.log.warn(`the log stands still: ${error instanceof Error ? error.message : String(error)}`);
      return STAND_BY_MILLISECONDS;
    },
  );
  private readonly personal: readonly string[];
  /** Of tenants whose batch failed: they come last, and a smaller batch is tried, so that none stops the others. */
  private readonly bytes = new Map<string, number>();

  constructor(
    @Inject(DatabaseUrl) private readonly database: DatabaseUrl,
    @Inject(INTEGRITY_SETTINGS) settings: Pick<IntegritySettings, 'LOG_PERSONAL_FIELDS'>,
    private readonly keys: LogKeys,
    registry: Registry,
  ) {
    this.personal = settings.LOG_PERSONAL_FIELDS.map((pointer) => `/body/request${pointer}`);
    this.leaves = new Counter({
      name: 'acgs_log_leaves_total',
      help: 'Leaves that this process has put into the log.',
      registers: [registry],
    });
    this.missing = new Counter({
      name: 'acgs_log_missing_total',
      help: 'Decisions whose records were gone before they had a leaf.',
      registers: [registry],
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  private async standBy(): Promise<number> {
    const connection = await SequencerConnection.acquire(this.database.url);
    if (connection !== null) await this.serve(connection);
    return STAND_BY_MILLISECONDS;
  }

  /** Until the lock is lost, something fails, or the process ends. */
  private async serve(connection: SequencerConnection): Promise<void> {
    try {
      await this.keys.load();
      const writer = new TreeWriter(connection.client, this.keys);
      while (!this.loop.signal.aborted) {
        const began = performance.now();
        const isBehind = await this.round(connection, writer);
        if (!isBehind) await this.loop.rest(napAfter(performance.now() - began));
      }
    } finally {
      await connection.close();
    }
  }

  /** One batch of each tenant. True when it was a whole one, so that more may wait. */
  private async round(connection: SequencerConnection, writer: TreeWriter): Promise<boolean> {
    const tenants = await tenantsWaiting(connection.client);
    let isBehind = false;
    for (const tenant of tenants.sort((one, other) => this.bytesOf(other) - this.bytesOf(one))) {
      const { hashes, done, hasMore, missing } = await this.batchOf(connection, writer, tenant);
      this.leaves.inc(hashes.length);
      this.missing.inc(missing);
      if (missing > 0)
        this.log.error(`${String(missing)} decisions of ${tenant} have no record to log any more`);
      isBehind ||= hashes.length >= LEAVES_TO_GO_ON || hasMore;
      if (done.some(({ kind }) => kind === 'log-key')) await this.keys.load();
    }
    return isBehind;
  }

  private async batchOf(connection: SequencerConnection, writer: TreeWriter, tenant: string): Promise<Step> {
    try {
      const taken = await connection.transaction(() => this.step(connection, writer, tenant));
      this.bytes.delete(tenant);
      return taken;
    } catch (error) {
      writer.forget();
      this.bytes.set(tenant, Math.floor(this.bytesOf(tenant) / 4));
      throw error;
    }
  }

  private bytesOf(tenant: string): number {
    return this.bytes.get(tenant) ?? BATCH_BYTES;
  }

  private async step({ client }: SequencerConnection, writer: TreeWriter, tenant: string): Promise<Step> {
    const head = await writer.lockedHead(tenant);
    const rows = await oldestRows(client, tenant);
    const tree = { tenant, size: head.size, personal: this.personal, bytes: this.bytesOf(tenant) };
    const taken = await Batch.of(client, tree, rows);
    const { hashes, done, begun } = taken;
    if (hashes.length > 0) await writer.grow(tenant, head, hashes);
    await removeRows(client, tenant, done);
    if (begun !== null) await shortenRow(client, tenant, begun);
    return { ...taken, hasMore: done.length < rows.length };
  }
}

const napAfter = (milliseconds: number): number =>
  Math.min(Math.max(milliseconds * REST_FACTOR, NAP_MILLISECONDS), LONGEST_NAP_MILLISECONDS);
