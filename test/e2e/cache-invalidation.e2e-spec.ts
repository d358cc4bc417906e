import { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { ANOTHER_CONSTITUTION, hitsOf } from '../support/cached-routes.js';
import { POLICY, startGoverned } from '../support/governed.js';
import type { Answer, Installation } from '../support/installation.js';
import { ServiceInstance } from '../support/service-instance.js';

const ENGINE = 'governance-engine';
const CORE = 'constitutional-core';

describe('cached answers and what outdates them', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startGoverned();
  });

  afterAll(async () => {
    await installation.close();
  });

  const get = async (path: string, service: typeof ENGINE | typeof CORE = ENGINE): Promise<Answer> =>
    installation.call(service, 'GET', `/api/v1${path}`);

  const invalidate = (body: object, token?: string): Promise<Answer> =>
    installation.call(ENGINE, 'POST', '/api/v1/cache/invalidate', {
      body,
      ...(token === undefined ? {} : { token }),
    });

  /** True when the answer came out of the cache. */
  async function isKept(path: string): Promise<boolean> {
    const before = await hitsOf(installation, ENGINE);
    await get(path);
    return (await hitsOf(installation, ENGINE)) > before;
  }

  async function keep(path: string): Promise<void> {
    while (!(await isKept(path))) await pause(5);
  }

  const addPolicy = async (id: string, title: string): Promise<void> => {
    const { status } = await installation.call(ENGINE, 'POST', '/api/v1/policies', {
      body: { ...POLICY, id, title },
    });
    expect(status).toBe(201);
  };

  it('are new in the process that writes, at once, each time', async () => {
    for (let version = 1; version <= 20; version++) {
      await addPolicy('often', `Version ${String(version)}`);
      const [one, versions, all] = await Promise.all([
        get('/policies/often'),
        get('/policies/often/versions'),
        get('/policies'),
      ]);
      expect(one.body).toMatchObject({ version });
      expect((versions.body as { items: unknown[] }).items).toHaveLength(version);
      expect(all.body).toMatchObject({
        items: expect.arrayContaining([expect.objectContaining({ id: 'often', version })]),
      });
    }
  });

  it('are new after an activation, also those of an older version', async () => {
    await addPolicy('active', 'One');
    for (const [version, active] of [
      [1, true],
      [null, false],
    ] as const) {
      await get('/policies/active/versions/1');
      await installation.call(ENGINE, 'PUT', '/api/v1/policies/active/activation', { body: { version } });
      expect((await get('/policies/active/versions/1')).body).toMatchObject({ active });
      expect((await get('/policies/active')).body).toMatchObject({ active });
    }
  });

  it('are new after a ratification, also those that said there is no such version', async () => {
    expect((await get('/constitution/versions/2', CORE)).status).toBe(404);
    expect((await get('/constitution/versions/2', CORE)).status).toBe(404);
    expect(await get('/constitution', CORE)).toMatchObject({ body: { version: 1 } });
    await installation.call(CORE, 'POST', '/api/v1/constitution/versions', { body: ANOTHER_CONSTITUTION });
    expect(await get('/constitution', CORE)).toMatchObject({ body: { version: 2 } });
    expect(await get('/constitution/versions/2', CORE)).toMatchObject({ body: { version: 2 } });
    expect((await get('/constitution/versions', CORE)).body).toMatchObject({ items: { length: 2 } });
  });

  it('keep "not found" where that is declared, with the same words', async () => {
    const answers = [
      await get('/constitution/versions/99', CORE),
      await get('/constitution/versions/99', CORE),
    ];
    const hits = await hitsOf(installation, CORE);
    answers.push(await get('/constitution/versions/99', CORE));
    expect(await hitsOf(installation, CORE)).toBeGreaterThan(hits);
    const details = answers.map(({ status, body }) => [status, (body as { detail: string }).detail]);
    expect(new Set(details.map(String))).toStrictEqual(
      new Set(['404,There is no version 99 of the constitution.']),
    );
  });

  it('are removed by tag, and no others', async () => {
    await addPolicy('one', 'One');
    await addPolicy('two', 'Two');
    await keep('/policies/one');
    await keep('/policies/two');
    expect((await invalidate({ tags: ['policy:default:one'] })).status).toBe(200);
    expect(await isKept('/policies/two')).toBe(true);
    expect(await isKept('/policies/one')).toBe(false);
  });

  it('are removed by pattern, and no others', async () => {
    await keep('/policies/one');
    await keep('/policies/two');
    const { body } = await invalidate({ pattern: '*PoliciesController.find:*id%3Done*' });
    expect(body).toStrictEqual({ process: process.pid, removed: { local: 1, shared: null } });
    await untilConfirmed();
    expect(await isKept('/policies/two')).toBe(true);
    expect(await isKept('/policies/one')).toBe(false);
  });

  /** Until the pattern is confirmed by the database, nothing is shown. */
  async function untilConfirmed(): Promise<void> {
    const path = '/policies/often/versions/1';
    await keep(path);
  }

  it.each([
    ['nothing', {}],
    ['an unknown field', { all: true }],
    ['no keys', { keys: [] }],
    ['a class of characters in a pattern', { pattern: '[a-z]' }],
    ['a pattern without end', { pattern: '*'.repeat(257) }],
    ['a pattern for a key', { keys: ['*'] }],
    ['too many tags', { tags: Array.from({ length: 51 }, (_, n) => `t${String(n)}`) }],
  ])('are not removed by a request with %s', async (_, body) => {
    expect(await invalidate(body)).toMatchObject({
      status: 400,
      body: { type: 'urn:acgs:problem:validation-failed' },
    });
  });

  it('are removed by administrators alone, and those of the own tenant of the installation', async () => {
    const tokens = [
      await installation.mint('admin', {
        roles: ['author', 'agent', 'auditor'],
        permissions: ['cache:read'],
      }),
      await installation.mint('admin', { tenant: 'other' }),
    ];
    for (const token of tokens) {
      expect(await invalidate({ pattern: '*' }, token)).toMatchObject({
        status: 403,
        body: { type: 'urn:acgs:problem:forbidden' },
      });
    }
  });

  it('are new in another process when it hears of the write, and never older than what it has confirmed', async () => {
    const other = await ServiceInstance.start(installation, ENGINE);
    const versionThere = async (): Promise<number> =>
      ((await other.call('GET', '/policies/one')).body as { version: number }).version;
    for (let version = 2; version <= 6; version++) {
      await versionThere();
      await addPolicy('one', `Version ${String(version)}`);
      const written = performance.now();
      while (performance.now() - other.knowledge.epochs.age(performance.now()) < written) await pause(1);
      expect(await versionThere()).toBe(version);
    }
    await other.close();
  });

  it('go round the cache at once with Cache-Control: no-cache, and are new for the next one', async () => {
    await keep('/policies/one');
    const client = new Client({ connectionString: installation.database.url });
    await client.connect();
    await client.query(
      `UPDATE governance_engine.policies SET active_version = 1 WHERE tenant = 'default' AND id = 'one'`,
    );
    await client.query(
      `UPDATE governance_engine.policies SET latest_version = 1 WHERE tenant = 'default' AND id = 'one'`,
    );
    await client.end();
    expect((await get('/policies/one')).body).not.toMatchObject({ version: 1 });
    const headers = { 'Cache-Control': 'max-age=0, no-cache' };
    const asked = await installation.call(ENGINE, 'GET', '/api/v1/policies/one', { headers });
    expect(asked.body).toMatchObject({ version: 1 });
    expect((await get('/policies/one')).body).toMatchObject({ version: 1 });
  });

  it('are counted, for administrators and for Prometheus', async () => {
    await keep('/policies');
    const { body } = await installation.call(ENGINE, 'GET', '/api/v1/cache/stats');
    expect(body).toMatchObject({ process: process.pid, redis: 'off', local: { maxEntries: 10_000 } });
    const { classes } = body as { classes: { class: string; hits: { local: number } }[] };
    const counted = classes.find((one) => one.class === 'database-query')?.hits.local ?? 0;
    expect(counted).toBeGreaterThan(0);
    const metrics = String((await installation.call(ENGINE, 'GET', '/metrics')).body);
    expect(metrics).toMatch(
      new RegExp(
        `^acgs_cache_hits_total\\{class="database-query",tier="local",[^}]*\\} ${String(counted)}$`,
        'm',
      ),
    );
    expect(metrics).toMatch(/^acgs_cache_read_seconds_count\{.*class="database-query",tier="local"\} [1-9]/m);
    const token = await installation.mint('admin', { roles: ['author'] });
    const refused = await installation.call(ENGINE, 'GET', '/api/v1/cache/stats', { token });
    expect(refused.status).toBe(403);
  });
});
