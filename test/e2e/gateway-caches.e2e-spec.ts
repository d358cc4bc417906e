import {
  CacheInvalidationOfServicesSchema,
  CacheStatsOfServicesSchema,
  type ServiceAnswers,
} from '@acgs/contracts';
import { once } from 'node:events';
import { hitsOf } from '../support/cached-routes.js';
import { answerWith } from '../support/scripted-upstream.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { openSocket, requestHead } from '../support/raw-socket.js';
import { bodyOf } from '../support/scripted-upstream.js';

const STATS = '/api/v1/cache/stats';
const INVALIDATE = '/api/v1/cache/invalidate';
const SERVICES = ['constitutional-core', 'governance-engine'] as const;
const BODY = { tags: ['constitution'], pattern: '*Policies*' };

const removedBy = (process: number): object => ({ process, removed: { local: process, shared: null } });

describe('the caches of all services behind the gateway', () => {
  let gateway: TestGateway;
  let authorization: string;

  beforeAll(async () => {
    gateway = await startGateway({ UPSTREAM_TIMEOUT_MS: '1500' });
    authorization = await gateway.issuer.bearer('admin');
  });

  afterAll(async () => {
    await gateway.close();
  });

  beforeEach(() => {
    gateway.core.reset();
    gateway.engine.reset();
    gateway.auth.reset();
    gateway.core.answer(answerWith(removedBy(1)));
    gateway.engine.answer(answerWith(removedBy(2)));
  });

  const invalidate = (body: string | null, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${gateway.url}${INVALIDATE}`, {
      method: 'POST',
      headers: { ...gateway.headers, 'Content-Type': 'application/json', authorization, ...headers },
      body,
    });

  const nobodyWasAsked = (): void => {
    for (const { seen } of [gateway.core, gateway.engine, gateway.auth]) expect(seen).toStrictEqual([]);
  };

  it('are told what is outdated, each in the words of the caller', async () => {
    const told: unknown[] = [];
    for (const upstream of [gateway.core, gateway.engine]) {
      upstream.answer(async (request, response) => {
        told.push([request.method, request.url, JSON.parse((await bodyOf(request)).toString())]);
        answerWith(removedBy(7))(request, response);
      });
    }
    const answer = await invalidate(JSON.stringify(BODY));
    expect([answer.status, await answer.json()]).toStrictEqual([
      200,
      { services: SERVICES.map((service) => ({ service, answer: removedBy(7) })) },
    ]);
    expect(told).toStrictEqual([
      ['POST', INVALIDATE, BODY],
      ['POST', INVALIDATE, BODY],
    ]);
    expect(gateway.auth.seen).toStrictEqual([]);
  });

  it('answer one by one, those that break off with their problem', async () => {
    gateway.core.answer((request) => request.socket.destroy());
    const answer = await invalidate(JSON.stringify(BODY));
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      {
        services: [
          { service: 'constitutional-core', problem: { type: 'urn:acgs:problem:upstream-failed' } },
          { service: 'governance-engine', answer: removedBy(2) },
        ],
      },
    ]);
    expect(gateway.core.seen).toStrictEqual([`POST ${INVALIDATE}`]);
  });

  it('are forbidden to whom they all forbid it', async () => {
    const problem = {
      type: 'urn:acgs:problem:forbidden',
      title: 'No',
      status: 403,
      detail: 'not from there',
    };
    gateway.core.answer(answerWith(problem, 403));
    gateway.engine.answer(answerWith(problem, 403));
    const answer = await invalidate(JSON.stringify(BODY));
    expect([answer.status, await answer.json()]).toMatchObject([
      403,
      { type: problem.type, services: SERVICES.map((service) => ({ service, problem })) },
    ]);
  });

  it.each<[string, string, number, string, string | null, Record<string, string>]>([
    ['nothing', '', 400, 'validation-failed', '{}', {}],
    ['an unknown field', '/all', 400, 'validation-failed', '{"all":true}', {}],
    ['a tag that is none', '/tags/0', 400, 'validation-failed', '{"tags":[7]}', {}],
    ['a name twice', '/tags', 400, 'malformed-json', '{"tags":["a"],"tags":["b"]}', {}],
    ['half a body', '', 400, 'malformed-json', '{"tags":', {}],
    ['no JSON', '', 415, 'unsupported-media-type', 'tags', { 'Content-Type': 'text/plain' }],
    ['more than 1 MiB', '', 413, 'payload-too-large', JSON.stringify({ tags: ['x'.repeat(2 ** 20)] }), {}],
  ])('are not asked with %s', async (_, path, status, problem, body, headers) => {
    const answer = await invalidate(body, headers);
    const said = (await answer.json()) as { faults?: { path: string }[] };
    expect([answer.status, said]).toMatchObject([status, { type: `urn:acgs:problem:${problem}` }]);
    expect(said.faults?.[0]?.path ?? '').toBe(path);
    nobodyWasAsked();
  });

  it('are not asked without a body', async () => {
    expect((await invalidate(null, {})).status).toBe(400);
    nobodyWasAsked();
  });

  it('are not asked when the body breaks off, and the gateway goes on', async () => {
    const socket = await openSocket(gateway.url);
    const headers = { ...gateway.headers, authorization, 'Content-Type': 'application/json' };
    socket.write(`${requestHead('POST', INVALIDATE, { ...headers, 'Content-Length': '100' })}{"tags":`);
    socket.destroy();
    await once(socket, 'close');
    nobodyWasAsked();
    expect((await invalidate(JSON.stringify(BODY))).status).toBe(200);
  });

  it.each([
    ['cache:read', 'GET', STATS],
    ['cache:invalidate', 'POST', INVALIDATE],
  ])('are asked by nobody without %s', async (permission, method, path) => {
    const ask = (token: string): Promise<Response> =>
      fetch(`${gateway.url}${path}`, {
        method,
        headers: { ...gateway.headers, 'Content-Type': 'application/json', authorization: token },
        body: method === 'POST' ? JSON.stringify(BODY) : null,
      });
    const refused = await ask(await gateway.issuer.bearer('auditor'));
    expect([refused.status, await refused.json()]).toMatchObject([403, { permission }]);
    expect((await ask('Bearer x')).status).toBe(401);
    nobodyWasAsked();
  });
});

describe('the caches of an installation', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({ services: [...SERVICES, 'api-gateway'] });
  });

  afterAll(async () => {
    await installation.close();
  });

  it('tell what they are good for, and are emptied, through the gateway', async () => {
    const stats = await installation.call('api-gateway', 'GET', STATS);
    expect([stats.status, stats.headers.get('cache-control')]).toStrictEqual([200, 'no-store']);
    const answered = CacheStatsOfServicesSchema.parse(stats.body).services;
    expect(answered).toMatchObject(
      SERVICES.map((service) => ({ service, answer: { process: process.pid, redis: 'off' } })),
    );
    const path = '/api/v1/policies?limit=10';
    while ((await hitsOf(installation, 'governance-engine')) === 0) {
      await installation.call('governance-engine', 'GET', path);
    }
    const emptied = await installation.call('api-gateway', 'POST', INVALIDATE, { body: { pattern: '*' } });
    expect(CacheInvalidationOfServicesSchema.parse(emptied.body).services).toStrictEqual([
      {
        service: 'constitutional-core',
        answer: { process: process.pid, removed: { local: 0, shared: null } },
      },
      { service: 'governance-engine', answer: { process: process.pid, removed: { local: 1, shared: null } } },
    ]);
    const foreign = await installation.call('api-gateway', 'POST', INVALIDATE, {
      token: await installation.mint('admin', { tenant: 'other' }),
      body: { pattern: '*' },
    });
    expect(foreign).toMatchObject({ status: 403, body: { type: 'urn:acgs:problem:forbidden' } });
    expect((foreign.body as ServiceAnswers<unknown>).services).toHaveLength(2);
  });
});
