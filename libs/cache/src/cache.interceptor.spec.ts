import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { Keyv } from 'keyv';
import { Registry } from 'prom-client';
import { lastValueFrom, of } from 'rxjs';
import { CacheInterceptor } from './cache.interceptor.js';
import type { CacheKnowledge } from './cache-knowledge.js';
import { CacheMetrics } from './cache.metrics.js';
import type { RouteCacheOptions } from './cache.options.js';
import { CachePlan } from './cache-plan.js';
import type { CachePlans } from './cache-plans.js';
import type { CacheEntry } from './core/cache-entry.js';
import { KnownEpochs } from './core/known-epochs.js';
import { LocalTier } from './core/local-tier.js';
import type { SharedTier } from './core/shared-tier.js';
import { TieredCache } from './core/tiered-cache.js';

interface Asker {
  readonly tenant: string;
  readonly subject: string;
  readonly permissions: ReadonlySet<string>;
}

const asker = (subject: string, permissions: string[], tenant = 'default'): Asker => ({
  subject,
  permissions: new Set(permissions),
  tenant,
});

/** A cached route that answers who has asked; what comes back tells whose answer was shown. */
class Route {
  private readonly interceptor: CacheInterceptor;

  constructor(options: Partial<RouteCacheOptions>, readsQuery = true) {
    const epochs = new KnownEpochs(1, 1, Number.MAX_SAFE_INTEGER);
    epochs.confirm({ epochs: [1], patterns: [] }, performance.now());
    const store = new LocalTier({ maxEntries: 100, maxBytes: 1_000_000 });
    const local = new Keyv<CacheEntry>({
      store,
      useKeyPrefix: false,
      ...({ serialize: undefined } as object),
    });
    const figures = new CacheMetrics(new Registry(), store).figuresOf('hot-endpoint');
    const lifetime = { ttlMilliseconds: 60_000, staleMilliseconds: 0 };
    const plan = new CachePlan(
      'Test.route',
      { tags: () => [], ...options },
      lifetime,
      figures,
      'test',
      readsQuery,
    );
    const knowledge = { installation: 'here', constitutionVersion: 1, slotsOf: () => [] };
    this.interceptor = new CacheInterceptor(
      { ofRoute: () => plan } as unknown as CachePlans,
      new TieredCache(local, { isUsable: false } as SharedTier, epochs),
      knowledge as unknown as CacheKnowledge,
    );
  }

  async ask(caller: Asker, query: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const reply = {
      statusCode: 200,
      code: () => reply,
      getHeader: () => undefined,
      headers: () => reply,
      type: () => reply,
    };
    const request = { headers: {}, params: {}, query, caller };
    const context = { getHandler: () => Route, getArgByIndex: (index: number) => [request, reply][index] };
    const next: CallHandler = { handle: () => of({ shownTo: `${caller.tenant} ${caller.subject}`, query }) };
    const shown = await this.interceptor.intercept(context as unknown as ExecutionContext, next);
    return JSON.parse((await lastValueFrom(shown)) as string) as unknown;
  }
}

const own = (caller: Asker): object => ({ shownTo: `${caller.tenant} ${caller.subject}`, query: {} });

describe('a cached route', () => {
  const ann = asker('ann', ['read', 'write']);
  const bob = asker('bob', ['write', 'read']);
  const eve = asker('eve', ['read']);
  const abroad = asker('ann', ['read', 'write'], 'other');

  it('shows nobody the answer of another caller unless it says so', async () => {
    const route = new Route({});
    for (const caller of [ann, bob, eve, abroad]) expect(await route.ask(caller)).toStrictEqual(own(caller));
    for (const caller of [ann, bob, eve, abroad]) expect(await route.ask(caller)).toStrictEqual(own(caller));
  });

  it('keeps callers apart whose names and permissions read the same in a row', async () => {
    const route = new Route({});
    expect(await route.ask(asker('b c', ['a']))).toStrictEqual(own(asker('b c', [])));
    expect(await route.ask(asker('c', ['a', 'b']))).toStrictEqual(own(asker('c', [])));
  });

  it('shows those with the same permissions the same answer where it says so, and no others', async () => {
    const route = new Route({ sharedBy: 'permissions' });
    expect(await route.ask(ann)).toStrictEqual(own(ann));
    expect(await route.ask(bob)).toStrictEqual(own(ann));
    expect(await route.ask(eve)).toStrictEqual(own(eve));
    expect(await route.ask(abroad)).toStrictEqual(own(abroad));
  });

  it('shows all of a tenant the same answer where it says so, and no others', async () => {
    const route = new Route({ sharedBy: 'tenant' });
    expect(await route.ask(ann)).toStrictEqual(own(ann));
    expect(await route.ask(eve)).toStrictEqual(own(ann));
    expect(await route.ask(abroad)).toStrictEqual(own(abroad));
  });

  it('tells queries apart where the handler reads them, and only there', async () => {
    const [reading, blind] = [new Route({}), new Route({}, false)];
    for (const page of ['1', '2'])
      expect(await reading.ask(ann, { page })).toMatchObject({ query: { page } });
    for (const page of ['1', '2'])
      expect(await blind.ask(ann, { page })).toMatchObject({ query: { page: '1' } });
  });
});
