import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { localClients } from '@acgs/access';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClient } from '../../../tools/installation/api-client.js';
import type { Installation } from '../../../tools/installation/installation.js';
import type { RevokedUse } from './history.js';

const CLIENT = 'demo-agent';
const USED_FOR_MILLISECONDS = 7000;
const USED_EVERY_MILLISECONDS = 250;
const ANSWER_MILLISECONDS = 10_000;

/** Gets a token, uses it, revokes it, and goes on using it; then another. */
export class RevokedTokens {
  readonly uses: RevokedUse[] = [];
  private readonly over = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly installation: Installation,
    private readonly origins: readonly string[],
  ) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.over.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.over.signal.aborted) {
      // While auth-service or the gateway are away there are no tokens, and nothing can be revoked.
      const agent = await this.installation.login(CLIENT).catch(() => null);
      const revokedAt = agent === null ? null : await this.revoke(agent).catch(() => null);
      if (agent === null || revokedAt === null) await pause(USED_EVERY_MILLISECONDS);
      else await this.use(agent, revokedAt);
    }
  }

  /** The moment of its answer; null where it was not acknowledged. */
  private async revoke({ token }: ApiClient): Promise<number | null> {
    const client = (await localClients(this.installation.home)).find(({ id }) => id === CLIENT);
    const form = { client_id: CLIENT, client_secret: client?.secret ?? '', token };
    const { status } = await fetch(`${this.installation.url('api-gateway')}/api/v1/oauth/revocation`, {
      method: 'POST',
      headers: { [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH },
      body: new URLSearchParams(form),
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    });
    return status === 200 ? performance.now() : null;
  }

  private async use(agent: ApiClient, revokedAt: number): Promise<void> {
    for (let n = 0; performance.now() < revokedAt + USED_FOR_MILLISECONDS && !this.over.signal.aborted; n++) {
      const sentAt = performance.now();
      const status = await this.ask(this.origins[n % this.origins.length] ?? '', agent).catch(() => 0);
      this.uses.push({ revokedAt, sentAt, status });
      await pause(USED_EVERY_MILLISECONDS);
    }
  }

  private async ask(origin: string, { headers }: ApiClient): Promise<number> {
    const response = await fetch(`${origin}/api/v1/decisions`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify(REQUEST),
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    });
    await response.body?.cancel();
    return response.status;
  }
}

const REQUEST = {
  subject: { type: 'agent', id: CLIENT },
  action: { name: 'read' },
  resource: { type: 'document', id: 'revoked', properties: { owner: CLIENT } },
};
