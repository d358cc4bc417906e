import { Client } from 'pg';
import { DecisionPartitions } from '../../apps/governance-engine/src/decisions/decision-partitions.js';
import { makeIndex } from '../../migrations/concurrent-index.js';
import { connect } from '../../libs/database/src/connect.js';
import {
  activate,
  CONSTITUTION,
  engineHas,
  evaluationRequest,
  POLICY,
  ratify,
  startGoverned,
} from '../support/governed.js';
import type { Answer, Installation, ServiceName } from '../support/installation.js';

const WEEK = 7 * 24 * 60 * 60 * 1000;

/** What the next release may do to the tables while this one goes on. */
describe('a release that runs while the next one changes the tables', () => {
  let installation: Installation;
  let database: Client;

  beforeAll(async () => {
    installation = await startGoverned();
    database = new Client({ connectionString: installation.database.url });
    await database.connect();
  });

  afterAll(async () => {
    await database.end();
    await installation.close();
  });

  const call = (service: ServiceName, method: string, path: string, body?: unknown): Promise<Answer> =>
    installation.call(service, method, `/api/v1${path}`, body === undefined ? {} : { body });

  const decide = (key: string): Promise<Answer> =>
    installation.call('governance-engine', 'POST', '/api/v1/decisions', {
      as: 'demo-agent',
      body: evaluationRequest(),
      headers: { 'Idempotency-Key': key },
    });

  /** Of every statement that the release sends at least once: reads, writes and prepared ones. */
  async function useEverything(round: string): Promise<number[]> {
    const decided = await decide(round);
    const { decisionId } = decided.body as { decisionId: string };
    const answers = [
      decided,
      await decide(round),
      await decide(`${round}-other`),
      await call('governance-engine', 'GET', `/decisions/${decisionId}`),
      await call('governance-engine', 'GET', `/decisions/${decisionId}/explanation`),
      await call('governance-engine', 'GET', '/decisions?subject=demo-agent'),
      await call('governance-engine', 'GET', '/policies?q=team&active=true'),
      await call('governance-engine', 'GET', '/policies/team'),
      await call('governance-engine', 'GET', '/policies/team/versions'),
      await call('constitutional-core', 'GET', '/constitution'),
      await call('constitutional-core', 'GET', '/constitution/versions?q=tests'),
      await call('auth-service', 'GET', '/admin/queries'),
    ];
    return answers.map(({ status }) => status);
  }

  const ALL_WELL = Array.from({ length: 12 }, () => 200);

  async function addToEveryTable(): Promise<void> {
    const { rows } = await database.query<{ name: string }>(
      `SELECT format('%I.%I', nspname, relname) AS name FROM pg_class
       JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE relkind IN ('r', 'p') AND NOT relispartition
         AND nspname IN ('acgs', 'auth_service', 'constitutional_core', 'governance_engine')`,
    );
    expect(rows.length).toBeGreaterThan(8);
    for (const { name } of rows) {
      await database.query(
        `ALTER TABLE ${name} ADD COLUMN added text, ADD COLUMN given text NOT NULL DEFAULT 'x'`,
      );
    }
  }

  async function addIndex(): Promise<void> {
    const source = await connect(
      { url: installation.database.url, applicationName: 'next release' },
      { poolSize: 1, extra: {} },
    );
    await makeIndex(source.createQueryRunner(), {
      schema: 'governance_engine',
      name: 'policy_sets_added',
      definition: 'ON governance_engine.policy_sets (added)',
    });
    await source.destroy();
  }

  it('answers as before, during and after, on the connections and with the statements that it has', async () => {
    expect(await useEverything('before')).toStrictEqual(ALL_WELL);
    const changed = (async (): Promise<void> => {
      await addToEveryTable();
      await addIndex();
    })();
    const during = await Promise.all(['a', 'b', 'c', 'd'].map(useEverything));
    await changed;
    expect(during).toStrictEqual([ALL_WELL, ALL_WELL, ALL_WELL, ALL_WELL]);
    expect(await useEverything('after')).toStrictEqual(ALL_WELL);
  });

  it('still ratifies, activates, lets clients in and makes partitions', async () => {
    await ratify(installation, { ...CONSTITUTION, title: 'Ratified on more columns' });
    await engineHas(installation, 2);
    await activate(installation, { ...POLICY, title: 'Made on more columns' });
    const form = { grant_type: 'client_credentials', client_id: 'author', client_secret: secretOf('author') };
    const token = await installation.call('auth-service', 'POST', '/api/v1/oauth/token', {
      as: null,
      body: new URLSearchParams(form),
    });
    expect(token.status).toBe(200);
    const { app } = installation.service('governance-engine');
    await app.get(DecisionPartitions, { strict: false }).maintain(new Date(Date.now() + WEEK));
    expect(await useEverything('last')).toStrictEqual(ALL_WELL);
  });

  const secretOf = (client: string): string =>
    installation.clients.find(({ id }) => id === client)?.secret ?? '';
});
