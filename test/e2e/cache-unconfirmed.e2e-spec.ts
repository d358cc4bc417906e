import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { CacheKnowledge } from '../../libs/cache/src/cache-knowledge.js';
import { type CachedRoute, cachedRoutes, CACHING_SERVICES, uncached } from '../support/cached-routes.js';
import { startGoverned } from '../support/governed.js';
import type { Answer, CallOptions, Installation } from '../support/installation.js';
import { statementsOf } from '../support/statement-record.js';

const CALLERS = 12;
const TABLES = 'governance_engine.policies, governance_engine.policy_versions, constitutional_core.versions';

const told = ({ status, headers, body }: Answer): object => ({
  status,
  etag: headers.get('etag'),
  body: typeof body === 'object' ? { ...body, requestId: null } : body,
});

describe('cached routes while invalidations are not known', () => {
  let installation: Installation;
  let database: Client;
  let routes: CachedRoute[];
  /** Callers who have come as far as the cache of a route. */
  let arrived: number;

  beforeAll(async () => {
    installation = await startGoverned();
    database = new Client({ connectionString: installation.database.url });
    await database.connect();
    routes = CACHING_SERVICES.flatMap((service) => cachedRoutes(installation, service));
    for (const service of CACHING_SERVICES) {
      const knowledge = installation.service(service).app.get(CacheKnowledge);
      knowledge.epochs.doubt(null, performance.now() + 600_000);
      const slotsOf = knowledge.slotsOf.bind(knowledge);
      knowledge.slotsOf = (tags) => {
        arrived++;
        return slotsOf(tags);
      };
    }
  });

  afterAll(async () => {
    await database.end();
    await installation.close();
  });

  const statements = async ({ service }: CachedRoute, work: () => Promise<unknown>): Promise<number> => {
    const source = installation.service(service).app.get(DataSource, { strict: false });
    return (await statementsOf(source, work)).length;
  };

  /** All of them are under way before the database answers any. */
  async function atOnce(route: CachedRoute, options: readonly CallOptions[]): Promise<Answer[]> {
    arrived = 0;
    await database.query(`BEGIN; LOCK TABLE ${TABLES} IN ACCESS EXCLUSIVE MODE`);
    try {
      const answers = options.map((one) => installation.call(route.service, 'GET', route.path, one));
      while (arrived < options.length) await pause(5);
      await database.query('COMMIT');
      return await Promise.all(answers);
    } finally {
      await database.query('ROLLBACK');
    }
  }

  it('ask the database for one caller, and once more for all who come meanwhile', async () => {
    for (const route of routes) {
      const single = await statements(route, () => installation.call(route.service, 'GET', route.path));
      const truth = told(await uncached(installation, route));
      let answers: Answer[] = [];
      const asked = await statements(route, async () => {
        answers = await atOnce(route, Array<CallOptions>(CALLERS).fill({}));
      });
      expect([route.name, asked]).toStrictEqual([route.name, 2 * single]);
      for (const answer of answers) expect(told(answer)).toStrictEqual(truth);
    }
  });

  it('answer each caller its own condition', async () => {
    for (const route of routes) {
      const etag = (await uncached(installation, route)).headers.get('etag');
      if (etag === null) continue;
      const known = { headers: { 'If-None-Match': etag } };
      const answers = await atOnce(route, [known, {}, known, {}, known, {}]);
      expect(answers.map(({ status }) => status)).toStrictEqual([304, 200, 304, 200, 304, 200]);
      const truth = told(await uncached(installation, route));
      for (const answer of answers.filter(({ status }) => status === 200))
        expect(told(answer)).toStrictEqual(truth);
    }
  });

  it('tell each caller what is wrong, under the number of its own request', async () => {
    const missing = [
      { service: 'governance-engine', name: 'a policy', path: '/api/v1/policies/nobodys' },
      { service: 'constitutional-core', name: 'a version', path: '/api/v1/constitution/versions/99' },
    ] as const;
    for (const route of missing) {
      const callers = Array<CallOptions>(CALLERS).fill({});
      const answers = await atOnce(route, callers);
      const problems = answers.map(({ body }) => body as { type: string; status: number; requestId: string });
      expect(new Set(problems.map(({ type, status }) => `${type} ${String(status)}`))).toStrictEqual(
        new Set(['urn:acgs:problem:not-found 404']),
      );
      expect(new Set(problems.map(({ requestId }) => requestId)).size).toBe(CALLERS);
    }
  });

  it('keep those apart who are not shown the same', async () => {
    const route = routes.find(({ name }) => name === 'PoliciesController.find')!;
    const token = await installation.mint('admin', { tenant: 'other' });
    const answers = await atOnce(route, [{}, { token }, {}, { token }]);
    expect(answers.map(({ status }) => status)).toStrictEqual([200, 404, 200, 404]);
  });
});
