import { SlowQueriesSchema, type SlowQuery } from '@acgs/contracts';
import { runPrepared } from '@acgs/database';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { activate, evaluationRequest, POLICY } from '../support/governed.js';
import { type Installation, startInstallation } from '../support/installation.js';

const PATH = '/api/v1/admin/queries';
const SERVICES = [
  'auth-service',
  'constitutional-core',
  'integrity-service',
  'governance-engine',
  'ec-service',
] as const;

/** Something that reads, takes a while, and has values. */
const SLOW =
  "SELECT count(*) FROM generate_series(1, $1::int) AS n WHERE n::text <> $2 AND n::text <> 'hidden'";
const NORMALISED =
  'SELECT count(*) FROM generate_series(?, $1::int) AS n WHERE n::text <> $2 AND n::text <> ?';

describe('the statements that take long', () => {
  let installation: Installation;

  beforeEach(async () => {
    installation = await startInstallation({ services: SERVICES, env: { SLOW_QUERY_MS: '40' } });
  });

  afterEach(async () => {
    await installation.close();
  });

  const engine = (): DataSource =>
    installation.service('governance-engine').app.get(DataSource, { strict: false });

  const list = async (): Promise<readonly SlowQuery[]> => {
    const { status, body } = await installation.call('governance-engine', 'GET', PATH);
    expect(status).toBe(200);
    return SlowQueriesSchema.parse(body).queries;
  };

  const find = async (statement: string): Promise<SlowQuery | undefined> =>
    (await list()).find((query) => query.statement === statement);

  /** Runs it until its turn to be explained has come: something of the start may have had the first. */
  const planOfSlow = async (): Promise<NonNullable<SlowQuery['plan']>> => {
    for (;;) {
      await engine().query(SLOW, [500_000, 'confidential']);
      const plan = (await find(NORMALISED))?.plan;
      if (plan) return plan;
      await pause(50);
    }
  };

  it('are listed with how often and how long, without their values', async () => {
    await engine().query(SLOW, [500_000, 'confidential']);
    await engine().query(SLOW, [600_000, 'other']);
    const query = await find(NORMALISED);
    expect(query).toMatchObject({ count: 2 });
    expect(query?.maxMs).toBeGreaterThanOrEqual(40);
    expect(query?.meanMs).toBeLessThanOrEqual(query?.maxMs ?? 0);
    expect(JSON.stringify(await list())).not.toMatch(/confidential|hidden/);
  });

  it('are listed also when they were prepared, ran in a transaction, or failed', async () => {
    await runPrepared(engine(), { name: 'slow', text: `${SLOW} AND true` }, [500_000, 'confidential']);
    await engine().transaction((transaction) =>
      transaction.query(`${SLOW} AND NOT false`, [500_000, 'confidential']),
    );
    const failing = engine().query(
      'SELECT 1 / n::int FROM (SELECT pg_sleep(0.06), random() * $1 AS n OFFSET 0) AS slept',
      [0],
    );
    await expect(failing).rejects.toThrow('division by zero');
    const statements = (await list()).map(({ statement }) => statement);
    expect(statements).toStrictEqual(
      expect.arrayContaining([
        `${NORMALISED} AND true`,
        `${NORMALISED} AND NOT false`,
        'SELECT ? / n::int FROM (SELECT pg_sleep(?), random() * $1 AS n OFFSET ?) AS slept',
      ]),
    );
  });

  it('are explained when they only read, on another connection, without their values', async () => {
    const { tree } = await planOfSlow();
    expect(tree).toMatchObject({ Plan: { 'Node Type': 'Aggregate', 'Actual Rows': 1 } });
    expect(JSON.stringify(tree)).toContain('Shared Hit Blocks');
    expect(JSON.stringify(tree)).not.toMatch(/confidential|hidden/);
  });

  it('are not run once more when they write, and not one right after the other', async () => {
    await engine().query('CREATE TABLE public.written (n int)');
    await engine().query(
      'WITH made AS (INSERT INTO public.written SELECT $1::int RETURNING n) SELECT n, pg_sleep(0.06) FROM made',
      [1],
    );
    await planOfSlow();
    await engine().query(`${SLOW} AND true`, [500_000, 'a']);
    expect(await find(`${NORMALISED} AND true`)).toMatchObject({ count: 1, plan: null });
    const written = (await list()).find(({ statement }) => statement.includes('INSERT INTO public.written'));
    expect(written).toMatchObject({ count: 1, plan: null });
    expect(await engine().query('SELECT n FROM public.written')).toStrictEqual([{ n: 1 }]);
  });

  it('are those of the service that is asked, and for those who may operate it', async () => {
    await engine().query(SLOW, [500_000, 'a']);
    for (const service of SERVICES) {
      const { status, body } = await installation.call(service, 'GET', PATH);
      expect(status).toBe(200);
      const { queries, ...rest } = SlowQueriesSchema.parse(body);
      expect(rest).toMatchObject({ process: process.pid, thresholdMs: 40 });
      expect([service, queries.some(({ statement }) => statement === NORMALISED)]).toStrictEqual([
        service,
        service === 'governance-engine',
      ]);
      for (const client of ['author', 'auditor', 'demo-agent']) {
        expect((await installation.call(service, 'GET', PATH, { as: client })).status).toBe(403);
      }
    }
  });

  it('show none of the requests that they served', async () => {
    await installation.close();
    installation = await startInstallation({ services: SERVICES, env: { SLOW_QUERY_MS: '0' } });
    await activate(installation, POLICY);
    await installation.call('governance-engine', 'POST', '/api/v1/decisions', {
      as: 'demo-agent',
      body: evaluationRequest({ resource: 'confidential' }),
    });
    await installation.call('governance-engine', 'GET', '/api/v1/decisions?resource=confidential');
    const queries = await list();
    const [decisions] = queries.filter(({ statement }) =>
      statement.includes('FROM governance_engine.decisions WHERE tenant = $1 AND resource_id = $2'),
    );
    expect(decisions).toMatchObject({ count: 1 });
    expect(JSON.stringify(queries)).not.toContain('confidential');
  });
});
