import { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { RULE_VERSIONS_CHANNEL, type RuleVersionName } from './rule-versions.js';

const POLL_MILLISECONDS = 250;
const QUERY_TIMEOUT_MILLISECONDS = 2000;

export type RuleVersions = Readonly<Record<RuleVersionName, number>>;

/**
 * Told after each reading of the counters; `readAt` is `performance.now()` from before the reading began, so what was
 * read is at least as new.
 */
export type RuleVersionListener = (versions: RuleVersions, readAt: number) => void;

/**
 * Reads the counters on every `NOTIFY`, and each 250 ms in case one is lost, on one connection of its own. A broken or
 * silent connection is replaced; meanwhile the listener hears nothing, and what it knows grows old.
 */
export class RuleVersionWatch {
  private client: Client | null = null;
  private stopped = false;
  private wake: AbortController = new AbortController();
  private running: Promise<void> | null = null;

  constructor(
    private readonly url: string,
    private readonly listener: RuleVersionListener,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.read();
      } catch (error) {
        this.onError(error);
        await this.disconnect();
      }
      await this.waitForNews();
    }
    await this.disconnect();
  }

  private async read(): Promise<void> {
    const client = this.client ?? (await this.connect());
    const readAt = performance.now();
    const { rows } = await client.query<{ name: RuleVersionName; version: string }>(
      'SELECT name, version FROM acgs.rule_versions',
    );
    const versions = { constitution: 0, policies: 0 };
    for (const row of rows) versions[row.name] = Number(row.version);
    this.listener(versions, readAt);
  }

  private async connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.url,
      application_name: 'acgs rule version watch',
      connectionTimeoutMillis: QUERY_TIMEOUT_MILLISECONDS,
      query_timeout: QUERY_TIMEOUT_MILLISECONDS,
    });
    client.on('error', this.onError);
    client.on('notification', () => {
      this.wake.abort();
    });
    await client.connect();
    this.client = client;
    await client.query(`LISTEN ${RULE_VERSIONS_CHANNEL}`);
    return client;
  }

  private async disconnect(): Promise<void> {
    const client = this.client;
    this.client = null;
    await client?.end().catch(() => undefined);
  }

  private async waitForNews(): Promise<void> {
    if (this.stopped) return;
    await pause(POLL_MILLISECONDS, undefined, { signal: this.wake.signal }).catch(() => undefined);
    if (this.wake.signal.aborted) this.wake = new AbortController();
  }
}
