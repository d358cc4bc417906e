import {
  type CachedRoute,
  cachedRoutes,
  CACHING_SERVICES,
  hitsOf,
  uncached,
} from '../support/cached-routes.js';
import { startGoverned } from '../support/governed.js';
import type { Answer, CallOptions, Installation } from '../support/installation.js';
import { RedisServer } from '../support/redis-server.js';
import { describeWithRedis } from '../support/redis-suite.js';

const OF_ONE_ANSWER = /^(date|x-request-id|connection|keep-alive)$/;

/** Without what differs from one answer to the next. */
const told = ({ status, headers, body }: Answer): object => ({
  status,
  body: typeof body === 'object' ? { ...body, requestId: null } : body,
  headers: Object.fromEntries([...headers].filter(([name]) => !OF_ONE_ANSWER.test(name))),
});

function behavesOnEveryRoute(start: () => Promise<Installation>, stop: () => Promise<void>): void {
  let installation: Installation;
  let routes: CachedRoute[];

  beforeAll(async () => {
    installation = await start();
    routes = CACHING_SERVICES.flatMap((service) => cachedRoutes(installation, service));
  });

  afterAll(async () => {
    await installation.close();
    await stop();
  });

  const cached = ({ service, path }: CachedRoute, options: CallOptions = {}): Promise<Answer> =>
    installation.call(service, 'GET', path, options);

  /** Asks until the answer came out of the cache. */
  async function warmed(route: CachedRoute): Promise<Answer> {
    for (;;) {
      const before = await hitsOf(installation, route.service);
      const answer = await cached(route);
      if ((await hitsOf(installation, route.service)) > before) return answer;
    }
  }

  it('gives from the cache what the source gives, headers and all', async () => {
    expect(routes.length).toBeGreaterThan(7);
    for (const route of routes) {
      const fromSource = await uncached(installation, route);
      expect(fromSource.status).toBe(200);
      expect([route.name, told(await warmed(route))]).toStrictEqual([route.name, told(fromSource)]);
    }
  });

  it('answers a HEAD as a GET, without its content', async () => {
    for (const route of routes) {
      const get = await warmed(route);
      const head = await installation.call(route.service, 'HEAD', route.path);
      expect(told(head)).toStrictEqual(told({ ...get, body: '' }));
    }
  });

  it('answers the condition of each caller for itself: 304 without content, or the whole', async () => {
    const withTags = [];
    for (const route of routes) {
      const etag = (await warmed(route)).headers.get('etag');
      if (etag === null) continue;
      withTags.push(route.name);
      for (const condition of [etag, `W/${etag}`, `"x", ${etag}`, '*', '"x"']) {
        const headers = { 'If-None-Match': condition };
        const fromSource = await uncached(installation, route, { headers });
        expect(fromSource.status).toBe(condition === '"x"' ? 200 : 304);
        expect(told(await cached(route, { headers }))).toStrictEqual(told(fromSource));
      }
    }
    expect(withTags).toHaveLength(5);
  });

  it('never lets who asks first with a condition leave the next without content', async () => {
    for (const route of routes) {
      const { headers } = await uncached(installation, route);
      const etag = headers.get('etag') ?? '*';
      await installation.call(route.service, 'POST', '/api/v1/cache/invalidate', {
        body: { pattern: `*${route.name}*` },
      });
      const condition = { headers: { 'If-None-Match': etag } };
      const [first, second] = await Promise.all([cached(route, condition), cached(route)]);
      expect(first.status).toBe(headers.has('etag') ? 304 : 200);
      expect(told(second)).toStrictEqual(told(await uncached(installation, route)));
    }
  });

  it('asks each caller for hash, token and permission, whatever is kept', async () => {
    for (const route of routes) {
      await warmed(route);
      const statuses = [
        await cached(route, { hash: null }),
        await cached(route, { hash: '0000000000000000' }),
        await cached(route, { as: null }),
        await cached(route, { token: 'made.up.token' }),
        await cached(route, { token: await installation.mint('admin', { roles: [], permissions: [] }) }),
      ].map(({ status }) => status);
      expect([route.name, statuses]).toStrictEqual([route.name, [428, 412, 401, 401, 403]]);
    }
  });

  it('never shows a caller what another one got: of another tenant, or with other permissions', async () => {
    const others = [
      await installation.mint('admin', { tenant: 'other' }),
      await installation.mint('admin', { tenant: 'other', sub: 'somebody' }),
      await installation.mint('admin', { roles: ['auditor'] }),
      await installation.mint('admin', { roles: [], permissions: ['policies:read', 'constitution:read'] }),
    ];
    const different = [];
    for (const route of routes) {
      const first = await warmed(route);
      for (const token of others) {
        const answers = [await cached(route, { token }), await cached(route, { token })];
        const truth = told(await uncached(installation, route, { token }));
        expect(answers.map(told)).toStrictEqual([truth, truth]);
        if (answers[0]?.status !== first.status) different.push(route.name);
      }
      expect(told(await cached(route))).toStrictEqual(told(first));
    }
    expect(new Set(different)).toStrictEqual(
      new Set(['PoliciesController.find', 'PoliciesController.findVersion']),
    );
  });

  it('refuses parameters that are wrong, also those of a kept answer in another form', async () => {
    for (const route of routes) {
      await warmed(route);
      const path = `${route.path}${route.path.includes('?') ? '&' : '?'}unknown=1`;
      const expected = (await uncached(installation, { ...route, path })).status;
      expect((await cached({ ...route, path })).status).toBe(expected);
      expect((await cached({ ...route, path: `${route.path.split('?')[0] ?? ''}?limit=0` })).status).toBe(
        (await uncached(installation, { ...route, path: `${route.path.split('?')[0] ?? ''}?limit=0` }))
          .status,
      );
    }
  });
}

describe('every cached route, without Redis', () => {
  behavesOnEveryRoute(startGoverned, () => Promise.resolve());
});

describeWithRedis('every cached route, with Redis', () => {
  let redis: RedisServer;

  behavesOnEveryRoute(
    async () => {
      redis = await RedisServer.start();
      return startGoverned({ REDIS_URL: redis.url });
    },
    () => redis.kill(),
  );
});
