import { setTimeout as pause } from 'node:timers/promises';
import { DataSource, type QueryRunner } from 'typeorm';
import { poolOf } from '../../libs/database/src/measured-pool.js';
import { activate, CONSTITUTION, evaluationRequest, POLICY, ratify } from '../support/governed.js';
import { type Answer, type Installation, startInstallation } from '../support/installation.js';

const SIZE = 2;

describe('the pool', () => {
  let installation: Installation;
  let database: DataSource;

  beforeAll(async () => {
    installation = await startInstallation({
      services: ['constitutional-core', 'governance-engine'],
      env: {
        DATABASE_POOL_SIZE: String(SIZE),
        DATABASE_POOL_WAIT_MS: '200',
        DATABASE_CONNECTION_LIFETIME_SECONDS: '1',
      },
    });
    database = installation.service('governance-engine').app.get(DataSource, { strict: false });
    await ratify(installation, CONSTITUTION);
    await activate(installation, POLICY);
  });

  afterAll(async () => {
    await installation.close();
  });

  /** Takes connections until there are no more to be had, and gives them all back. */
  async function whileAllAreHeld<Result>(work: () => Promise<Result>): Promise<Result> {
    const held: QueryRunner[] = [];
    for (let n = 0; n < SIZE; n++) {
      const runner = database.createQueryRunner();
      await runner.connect();
      held.push(runner);
    }
    try {
      return await work();
    } finally {
      for (const runner of held) await runner.release();
    }
  }

  const scrape = async (): Promise<string> => {
    const { body } = await installation.call('governance-engine', 'GET', '/metrics', { as: null });
    return String(body);
  };

  const figureIn = (text: string, name: string): number =>
    Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (.+)$`, 'm').exec(text)?.[1]);

  const figure = async (name: string): Promise<number> => figureIn(await scrape(), name);

  const figures = async (): Promise<Record<string, number>> => {
    const text = await scrape();
    const names = ['size', 'in_use', 'idle', 'waiting'];
    return Object.fromEntries(names.map((name) => [name, figureIn(text, `acgs_database_pool_${name}`)]));
  };

  const listPolicies = (): Promise<Answer> =>
    installation.call('governance-engine', 'GET', '/api/v1/policies', {
      as: 'author',
      headers: { 'Cache-Control': 'no-cache' },
    });

  const decide = (): Promise<Answer> =>
    installation.call('governance-engine', 'POST', '/api/v1/decisions', {
      as: 'demo-agent',
      body: evaluationRequest(),
    });

  it('refuses who waited too long with 503 and the time after which all statements of now are over', async () => {
    const [list, decision] = await whileAllAreHeld(() => Promise.all([listPolicies(), decide()]));
    expect(list).toMatchObject({ status: 503, body: { type: 'urn:acgs:problem:unavailable' } });
    expect(decision).toMatchObject({
      status: 503,
      body: { type: 'urn:acgs:problem:decision-not-recorded' },
    });
    expect([list, decision].map(({ headers }) => headers.get('retry-after'))).toStrictEqual(['6', '6']);
    expect((await listPolicies()).status).toBe(200);
    expect((await decide()).status).toBe(200);
  });

  it('never opens a connection beyond its size', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, listPolicies));
    expect(new Set(answers.map(({ status }) => status))).toStrictEqual(new Set([200]));
    const rows = await database.query<[{ count: number }]>(
      `SELECT count(*)::int FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'acgs governance-engine'`,
    );
    expect(rows[0].count).toBeLessThanOrEqual(SIZE);
  });

  it('tells how many of its connections are in use, idle, and waited for', async () => {
    const told = await whileAllAreHeld(async () => {
      // Whoever is refused before anybody has looked is followed by another.
      for (;;) {
        const [{ status }, seen] = await Promise.all([listPolicies(), pause(50).then(figures)]);
        expect(status).toBe(503);
        if (seen.waiting !== 0) return seen;
      }
    });
    // The service's own work may wait, too.
    expect(told).toStrictEqual({ size: SIZE, in_use: SIZE, idle: 0, waiting: told.waiting });
    const { in_use: used, idle = 0, waiting } = await figures();
    expect([used, waiting]).toStrictEqual([0, 0]);
    expect(idle).toBeGreaterThan(0);
  });

  it('counts the seconds in which its connections were in use, and every wait for one', async () => {
    const busy = 'acgs_database_pool_busy_seconds_total';
    const waits = 'acgs_database_pool_wait_seconds_count';
    const began = performance.now();
    const before = { busy: await figure(busy), waits: await figure(waits) };
    const held = await whileAllAreHeld(async () => {
      const from = performance.now();
      await pause(100);
      return performance.now() - from;
    });
    const grown = (await figure(busy)) - before.busy;
    expect(grown).toBeGreaterThanOrEqual((SIZE * held) / 1000);
    expect(grown).toBeLessThanOrEqual((SIZE * (performance.now() - began)) / 1000);
    expect((await figure(waits)) - before.waits).toBeGreaterThanOrEqual(SIZE);
    expect(await figure('acgs_database_pool_wait_seconds_bucket\\{le="0.1",[^}]*\\}')).toBeLessThanOrEqual(
      await figure(waits),
    );
  });

  it('replaces connections that have served their time', async () => {
    const backend = async (): Promise<number> => {
      const [row] = await database.query<[{ pid: number }]>('SELECT pg_backend_pid() AS pid');
      return row.pid;
    };
    const first = await backend();
    while ((await backend()) === first) await pause(50);
    expect(poolOf(database).totalCount).toBeLessThanOrEqual(SIZE);
    expect(poolOf(database).inUse).toBe(0);
  });
});
