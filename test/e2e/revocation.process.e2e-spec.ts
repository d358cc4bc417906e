import { localClients, type RevocationKey } from '@acgs/access';
import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { revokeTokens } from '@acgs/database';
import { decodeJwt } from 'jose';
import { DataSource } from 'typeorm';
import type { ApiClient } from '../../tools/installation/api-client.js';
import { type BuiltInstallation, startBuilt } from '../support/built-installation.js';
import { evaluationRequest } from '../support/governed.js';

const WORKERS = 2;
/** For which a process lets known tokens pass without having read what is revoked. */
const BOUND_MILLISECONDS = 5000;
const ANNOUNCEMENT = 'SELECT pg_notify($1, $2)';

describe('a revoked token, in an engine of processes of its own', () => {
  let built: BuiltInstallation;
  let url: string;
  let database: DataSource;

  beforeAll(async () => {
    built = await startBuilt({ 'governance-engine': WORKERS });
    url = built.installation.url('governance-engine');
    database = new DataSource({ type: 'postgres', url: built.installation.databaseUrl });
    await database.initialize();
  });

  afterAll(async () => {
    await database.destroy();
    await built.close();
  });

  /** Over a new connection: they are handed to the workers in turn. */
  async function decide({ headers }: ApiClient): Promise<number> {
    const response = await fetch(`${url}/api/v1/decisions`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json', connection: 'close' },
      body: JSON.stringify(evaluationRequest()),
    });
    await response.body?.cancel();
    return response.status;
  }

  async function isKnownToAll(agent: ApiClient): Promise<void> {
    for (let n = 0; n < 2 * WORKERS; n++) expect(await decide(agent)).toBe(200);
  }

  /** @throws Error when it is accepted although it was asked with it after the bound */
  async function refusedByAll(agent: ApiClient): Promise<true> {
    const revokedAt = performance.now();
    for (let refused = 0; refused < 3 * WORKERS;) {
      const askedAt = performance.now();
      const status = await decide(agent);
      refused = status === 401 ? refused + 1 : 0;
      if (status === 200 && askedAt - revokedAt > BOUND_MILLISECONDS) throw new Error('it is accepted still');
    }
    return true;
  }

  /** Nobody is told: who reads the list finds it. */
  const revokeSilently = (key: RevocationKey): Promise<void> =>
    database.transaction((transaction) => {
      const silent = {
        query: (text: string, values: unknown[]) =>
          text === ANNOUNCEMENT ? Promise.resolve() : transaction.query(text, values),
      };
      return revokeTokens(silent as typeof transaction, [key]);
    });

  const newAgent = (): Promise<ApiClient> => built.installation.login('demo-agent');
  const keyOf = ({ token }: ApiClient): RevocationKey => `token:${decodeJwt(token).jti ?? ''}`;

  it('is refused by every worker once its client has revoked it at another service, and no other is', async () => {
    const [agent, another] = [await newAgent(), await newAgent()];
    for (const each of [agent, another]) await isKnownToAll(each);
    const client = (await localClients(built.installation.home)).find(({ id }) => id === 'demo-agent');
    const form = { client_id: 'demo-agent', client_secret: client?.secret ?? '', token: agent.token };
    const { status } = await fetch(`${built.installation.url('api-gateway')}/api/v1/oauth/revocation`, {
      method: 'POST',
      headers: { [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH },
      body: new URLSearchParams(form),
    });
    expect(status).toBe(200);
    expect(await refusedByAll(agent)).toBe(true);
    await isKnownToAll(another);
  });

  it('is refused within the bound by every worker although nobody was told, and by one that starts later', async () => {
    const [agent, another] = [await newAgent(), await newAgent()];
    for (const each of [agent, another]) await isKnownToAll(each);
    await revokeSilently(keyOf(agent));
    expect(await refusedByAll(agent)).toBe(true);

    await built.installation.service('governance-engine')?.stop();
    await built.installation.startService('governance-engine');
    await built.installation.decidesBy(1);
    const statuses = await Promise.all(Array.from({ length: 4 * WORKERS }, () => decide(agent)));
    expect(new Set(statuses)).toStrictEqual(new Set([401]));
    await isKnownToAll(another);
  });

  it('is refused although auth-service is gone right after it', async () => {
    const [agent, another] = [await newAgent(), await newAgent()];
    for (const each of [agent, another]) await isKnownToAll(each);
    await built.installation.service('auth-service')?.stop('SIGKILL');
    await revokeSilently(keyOf(agent));
    expect(await refusedByAll(agent)).toBe(true);
    await isKnownToAll(another);
  });
});
