import { REVOCATIONS_AT_ONCE, type RevocationNews } from '@acgs/contracts';
import { BackgroundLoop } from '@acgs/service';
import { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { type CacheVersions, NO_CACHE_VERSIONS } from './cache-versions.js';
import { type RuleVersions, VERSIONS_CHANNEL } from './rule-versions.js';
import { REVOCATION_NEWS } from './token-revocations.js';

const POLL_MILLISECONDS = 250;
const QUERY_TIMEOUT_MILLISECONDS = 2000;
/** A server that is silent does not hold up the end. */
const END_MILLISECONDS = 500;

/** One snapshot of all counters, with the revocations after a revision. */
const STATEMENT = {
  name: 'versions',
  text: `SELECT (SELECT json_object_agg(name, version) FROM acgs.rule_versions) AS rules,
    (SELECT json_build_object(
       'installation', (SELECT id FROM acgs.installation),
       'epochs', (SELECT json_agg(epoch ORDER BY slot) FROM acgs.cache_epochs),
       'patterns', (SELECT coalesce(json_agg(json_build_object('epoch', epoch, 'pattern', pattern) ORDER BY epoch), '[]')
                    FROM acgs.cache_patterns))) AS cache, ${REVOCATION_NEWS}`,
};

interface Versions {
  readonly rules: RuleVersions;
  readonly cache: CacheVersions;
  /** Those that no reading had before. */
  readonly revocations: RevocationNews;
}

const NO_REVOCATIONS: RevocationNews = { revision: 0, revocations: [] };

export interface VersionListener {
  /** `readAt` is `performance.now()` from before the reading began: what was read is at least as new. */
  heard(versions: Versions, readAt: number): void;
  /** The counters could not be read; what is known grows old. */
  failed(error: unknown): void;
}

/**
 * Reads the counters of rules and caches, and new revocations, on every `NOTIFY`, and each 250 ms in case one is lost, on one connection of its
 * own for the whole process. A broken or silent connection is replaced.
 */
export class VersionWatch {
  private readonly listeners: VersionListener[] = [];
  private client: Client | null = null;
  private readonly loop = new BackgroundLoop(
    () => this.turn(),
    () => POLL_MILLISECONDS,
  );
  private isStarted = false;
  private revision = 0;
  private hasTried: () => void = () => undefined;
  private readonly tried = new Promise<void>((resolve) => {
    this.hasTried = resolve;
  });

  constructor(private readonly url: string) {}

  listen(listener: VersionListener): void {
    this.listeners.push(listener);
  }

  /** Resolves when the first reading has come or failed. Does nothing where nobody listens. */
  async start(): Promise<void> {
    if (this.listeners.length === 0) return;
    if (!this.isStarted) this.loop.start();
    this.isStarted = true;
    await this.tried;
  }

  /** Reads again now, as after a `NOTIFY`. */
  readSoon(): void {
    this.loop.wake();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
    await this.disconnect();
  }

  private async turn(): Promise<number> {
    try {
      await this.read();
    } catch (error) {
      this.fail(error);
      await this.disconnect();
    }
    this.hasTried();
    return POLL_MILLISECONDS;
  }

  private async read(): Promise<void> {
    const client = this.client ?? (await this.connect());
    const readAt = performance.now();
    const { rows } = await client.query<Partial<Versions>>({ ...STATEMENT, values: [this.revision] });
    const [{ rules = {}, cache = NO_CACHE_VERSIONS, revocations = NO_REVOCATIONS } = {}] = rows;
    const versions = { rules: { constitution: 0, policies: 0, freezes: 0, ...rules }, cache, revocations };
    this.advance(revocations);
    for (const listener of this.listeners) listener.heard(versions, readAt);
  }

  /** After the database was restored all are read again; where there are more than come at once, the next ones at once. */
  private advance({ revision, revocations }: RevocationNews): void {
    const isRestored = revision < this.revision;
    const isWhole = revocations.length < REVOCATIONS_AT_ONCE;
    this.revision = isRestored ? 0 : isWhole ? revision : (revocations.at(-1)?.revision ?? revision);
    if (isRestored || !isWhole) this.loop.wake();
  }

  private fail(error: unknown): void {
    for (const listener of this.listeners) listener.failed(error);
  }

  private async connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.url,
      application_name: 'acgs version watch',
      connectionTimeoutMillis: QUERY_TIMEOUT_MILLISECONDS,
      query_timeout: QUERY_TIMEOUT_MILLISECONDS,
    });
    client.on('error', (error) => {
      this.fail(error);
    });
    client.on('notification', () => {
      this.loop.wake();
    });
    await client.connect();
    this.client = client;
    await client.query(`LISTEN ${VERSIONS_CHANNEL}`);
    return client;
  }

  private async disconnect(): Promise<void> {
    const client = this.client;
    this.client = null;
    if (client === null) return;
    const ended = client.end().catch(() => undefined);
    await Promise.race([ended, pause(END_MILLISECONDS, undefined, { ref: false })]);
    client.connection.stream.destroy();
  }
}
