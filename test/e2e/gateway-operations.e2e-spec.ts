import { type ServiceAnswers, type SlowQueries, SlowQueriesOfServicesSchema } from '@acgs/contracts';
import type { RequestListener } from 'node:http';
import { answerWith, type ScriptedUpstream } from '../support/scripted-upstream.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { startInstallation } from '../support/installation.js';

const PATH = '/api/v1/admin/queries';
const SERVICES = [
  'constitutional-core',
  'governance-engine',
  'integrity-service',
  'ec-service',
  'auth-service',
] as const;

const slowQueries = (process: number): SlowQueries => ({
  process,
  since: '2026-11-25T12:00:00Z',
  thresholdMs: 500,
  queries: [],
});

describe('what the gateway asks all services', () => {
  let gateway: TestGateway;
  let authorization: string;

  beforeAll(async () => {
    gateway = await startGateway({ UPSTREAM_TIMEOUT_MS: '1500' });
    authorization = await gateway.issuer.bearer('admin');
  });

  afterAll(async () => {
    await gateway.close();
  });

  const upstreams = (): ScriptedUpstream[] => [
    gateway.core,
    gateway.engine,
    gateway.integrity,
    gateway.ec,
    gateway.auth,
  ];

  beforeEach(() => {
    for (const [index, upstream] of upstreams().entries()) {
      upstream.reset();
      upstream.answer(answerWith(slowQueries(index)));
    }
  });

  const ask = (headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${gateway.url}${PATH}`, { headers: { ...gateway.headers, authorization, ...headers } });

  const answers = async (): Promise<ServiceAnswers<SlowQueries>> =>
    (await (await ask()).json()) as ServiceAnswers<SlowQueries>;

  it('stands in their order, whoever is first', async () => {
    let lastHasAnswered = (): void => undefined;
    const last = new Promise<void>((resolve) => (lastHasAnswered = resolve));
    gateway.core.answer((request, response) => {
      void last.then(() => {
        answerWith(slowQueries(0))(request, response);
      });
    });
    gateway.auth.answer((request, response) => {
      answerWith(slowQueries(4))(request, response);
      lastHasAnswered();
    });
    const services = SERVICES.map((service, index) => ({ service, answer: slowQueries(index) }));
    expect(await answers()).toStrictEqual({ services });
  });

  it('is asked in the name of the caller, with the hash, the id of the request and the time that is left', async () => {
    const seen: unknown[] = [];
    gateway.engine.answer((request, response) => {
      seen.push(request.headers, request.url);
      answerWith(slowQueries(1))(request, response);
    });
    await ask({ 'X-Request-Id': 'id-7', 'X-Request-Timeout-Ms': '900' });
    const timeout = expect.stringMatching(/^[1-9]\d{0,2}$/) as unknown;
    expect(seen).toMatchObject([
      {
        authorization,
        'x-constitutional-hash': 'cdd01ef066bc6cf2',
        'x-request-id': 'id-7',
        'x-request-timeout-ms': timeout,
      },
      PATH,
    ]);
  });

  it.each<[string, string, RequestListener]>([
    ['breaks off', 'upstream-failed', (request) => request.socket.destroy()],
    ['answers with what is not JSON', 'upstream-failed', (_request, response) => response.end('<html>')],
    ['answers in an unknown form', 'upstream-failed', answerWith({ queries: 7 })],
    ['answers an error without a problem', 'upstream-failed', answerWith({ oops: true }, 500)],
    ['is silent', 'deadline-exceeded', () => undefined],
  ])('has a problem in place of the answer of a service that %s', async (_, problem, script) => {
    gateway.engine.answer(script);
    const { services } = await answers();
    expect(services).toMatchObject([
      { service: 'constitutional-core', answer: { process: 0 } },
      { service: 'governance-engine', problem: { type: `urn:acgs:problem:${problem}` } },
      { service: 'integrity-service', answer: { process: 2 } },
      { service: 'ec-service', answer: { process: 3 } },
      { service: 'auth-service', answer: { process: 4 } },
    ]);
  });

  it('hands on the problem that a service tells', async () => {
    const problem = { type: 'urn:acgs:problem:forbidden', title: 'No', status: 403, permission: 'x' };
    gateway.auth.answer(answerWith(problem, 403));
    expect((await answers()).services[4]).toStrictEqual({ service: 'auth-service', problem });
  });

  it('is a 503 with all their problems when none of them answers', async () => {
    for (const upstream of upstreams()) {
      upstream.answer((request) => request.socket.destroy());
    }
    const answer = await ask();
    expect([answer.status, answer.headers.get('retry-after')]).toStrictEqual([503, '1']);
    expect(await answer.json()).toMatchObject({
      type: 'urn:acgs:problem:unavailable',
      services: SERVICES.map((service) => ({
        service,
        problem: { type: 'urn:acgs:problem:upstream-failed' },
      })),
    });
  });

  it('is not asked for somebody who may not know it', async () => {
    const refused = await ask({ authorization: await gateway.issuer.bearer('agent') });
    expect([refused.status, await refused.json()]).toMatchObject([403, { permission: 'operations:read' }]);
    expect((await ask({ authorization: 'Bearer x' })).status).toBe(401);
    for (const upstream of upstreams()) expect(upstream.seen).toStrictEqual([]);
  });
});

describe('what operators ask of an installation', () => {
  it('is answered by every service', async () => {
    const services = [
      'constitutional-core',
      'integrity-service',
      'governance-engine',
      'ec-service',
      'api-gateway',
    ] as const;
    const installation = await startInstallation({ services });
    const { status, body } = await installation.call('api-gateway', 'GET', PATH);
    expect(status).toBe(200);
    const answered = SlowQueriesOfServicesSchema.parse(body).services;
    expect(answered.map((one) => [one.service, 'answer' in one])).toStrictEqual(
      SERVICES.map((service) => [service, true]),
    );
    await installation.close();
  });
});
