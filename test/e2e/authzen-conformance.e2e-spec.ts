import { type Decision, DecisionSchema, type RecordedDecision } from '@acgs/contracts';
import { action, askAuthzen, AUTHZEN_VECTORS, record, startAuthzen, user } from '../support/authzen.js';
import type { Answer, Installation } from '../support/installation.js';

const READ = { subject: user('alice'), action: action('read'), resource: record('record-1') };

/** Through the gateway, by a client that sends no constitutional hash. */
describe('OpenID AuthZEN 1.0', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startAuthzen({ PUBLIC_ORIGIN: 'https://pdp.test/' });
  });

  afterAll(async () => {
    await installation.close();
  });

  const evaluate = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    askAuthzen(installation, 'evaluation', body, { headers });

  const evaluateAll = (body: unknown): Promise<Answer> => askAuthzen(installation, 'evaluations', body);

  const decisionsOf = ({ body }: Answer): unknown[] =>
    (body as { evaluations: { decision: unknown }[] }).evaluations.map(({ decision }) => decision);

  describe('access evaluation', () => {
    it.each(AUTHZEN_VECTORS)(
      'decides request %s of the certification scenario',
      async (_, body, decision) => {
        for (let time = 0; time < 2; time++) {
          expect(await evaluate(body)).toMatchObject({ status: 200, body: { decision } });
        }
      },
    );

    it('takes a context, other properties, and members that it does not know', async () => {
      const other = { department: 'Sales', list: [1, null, { a: true }] };
      for (const body of [
        { ...READ, context: { time: '2025-06-27T18:03-07:00', ip: '192.0.2.1' } },
        { subject: user('alice', other), action: action('read', other), resource: record('record-1', other) },
        { ...READ, foo: 'bar', future: { nested: true }, subject: { ...user('alice'), future: 1 } },
      ]) {
        expect(await evaluate(body)).toMatchObject({ status: 200, body: { decision: true } });
      }
    });

    it('answers in JSON with the recorded decision as context, and the hash', async () => {
      const answer = await evaluate({ ...READ, foo: 'bar' });
      expect(answer.headers.get('content-type')).toMatch(/^application\/json\b/);
      expect(answer.headers.get('x-constitutional-hash')).toBe('cdd01ef066bc6cf2');
      const { decision, context, ...rest } = answer.body as { decision: boolean; context: object };
      expect([decision, rest]).toStrictEqual([true, {}]);
      const { decisionId, outcome, obligations, reasons } = DecisionSchema.parse(context);
      expect({ outcome, obligations }).toStrictEqual({
        outcome: 'allow',
        obligations: [{ id: 'log', properties: { level: 'info' } }],
      });
      expect(reasons.map(({ rule }) => rule?.id)).toStrictEqual(['read']);
      const path = `/api/v1/decisions/${decisionId}`;
      const { body: recorded } = await installation.call('governance-engine', 'GET', path);
      expect(recorded).toStrictEqual({
        ...context,
        request: {
          subject: { type: 'user', id: 'alice', properties: {} },
          action: { name: 'read', properties: {} },
          resource: { type: 'record', id: 'record-1', properties: {} },
          context: {},
        },
        requestedBy: 'platform',
        tenant: 'default',
      });
    });

    it('does not permit what a person has to decide', async () => {
      const body = { ...READ, action: action('destroy', { soft: true }) };
      expect(await evaluate(body)).toMatchObject({
        status: 200,
        body: { decision: false, context: { outcome: 'escalate', reasons: [{ rule: { id: 'P1' } }, {}] } },
      });
    });

    it.each(['bfe9eb29-ab87-4ca3-be83-a1d5d8305716', 'Root=1-67891233-abcdef;a/b+c:"d"', 'x'.repeat(128)])(
      'sends the request id %s back',
      async (id) => {
        const headers = { 'X-Request-ID': id };
        expect((await evaluate(READ, headers)).headers.get('x-request-id')).toBe(id);
        expect((await evaluate({}, headers)).headers.get('x-request-id')).toBe(id);
      },
    );
  });

  describe('access evaluations', () => {
    it('decides all of them in their order', async () => {
      const evaluations = AUTHZEN_VECTORS.map(([, body]) => body);
      const answer = await evaluateAll({ evaluations });
      expect(answer.status).toBe(200);
      expect(Object.keys(answer.body as object)).toStrictEqual(['evaluations']);
      expect(decisionsOf(answer)).toStrictEqual(AUTHZEN_VECTORS.map(([, , decision]) => decision));
    });

    it('lets each take over what stands at the top', async () => {
      const archived = { status: 'archived' };
      for (const body of [
        {
          ...READ,
          subject: user('bob'),
          evaluations: [{}, { action: action('write') }],
        },
        {
          subject: user('alice'),
          action: action('write'),
          evaluations: [
            { resource: record('record-1', { status: 'active' }) },
            { resource: record('record-2', archived) },
          ],
        },
        {
          action: action('write'),
          resource: record('record-2', archived),
          evaluations: [{ subject: user('bob', { role: 'admin' }) }, { subject: user('alice') }],
        },
      ]) {
        expect(decisionsOf(await evaluateAll(body))).toStrictEqual([true, false]);
      }
    });

    it('replaces a default as a whole, but for its type', async () => {
      const answer = await evaluateAll({
        subject: user('alice'),
        action: action('write'),
        resource: record('record-1', { status: 'archived' }),
        context: { a: 1 },
        evaluations: [
          { resource: { id: 'record-2' } },
          { resource: record('record-3', {}), context: { b: 1 } },
          {},
          { resource: { type: 'record' } },
          { subject: { type: 'user' } },
          { action: { properties: {} } },
        ],
      });
      expect(decisionsOf(answer)).toStrictEqual([true, true, false, false, false, false]);
      const { evaluations } = answer.body as { evaluations: { context: Partial<Decision> }[] };
      const parts = evaluations.slice(0, 3).map(async ({ context: { decisionId = '' } }) => {
        const path = `/api/v1/decisions/${decisionId}`;
        const { body } = await installation.call('api-gateway', 'GET', path);
        const { resource, context } = (body as RecordedDecision).request;
        return { resource, context };
      });
      expect(await Promise.all(parts)).toStrictEqual([
        { resource: { type: 'record', id: 'record-2', properties: {} }, context: { a: 1 } },
        { resource: { type: 'record', id: 'record-3', properties: {} }, context: { b: 1 } },
        {
          resource: { type: 'record', id: 'record-1', properties: { status: 'archived' } },
          context: { a: 1 },
        },
      ]);
      expect(evaluations.slice(3).map(({ context }) => context)).toMatchObject([
        { error: { faults: [{ path: '/evaluations/3/resource/id' }] } },
        { error: { faults: [{ path: '/evaluations/4/subject/id' }] } },
        { error: { faults: [{ path: '/evaluations/5/action/name' }] } },
      ]);
    });

    it.each([
      {},
      { evaluations: [] },
      { evaluations: [], options: { evaluations_semantic: 'deny_on_first_deny' } },
    ])('is a single one with %j beside the entities', async (more) => {
      const answer = await evaluateAll({ ...READ, ...more });
      expect(answer).toMatchObject({ status: 200, body: { decision: true, context: { outcome: 'allow' } } });
      expect(await evaluateAll({ ...READ, subject: undefined, ...more })).toMatchObject({
        status: 400,
        body: { faults: [{ path: '/subject' }] },
      });
    });

    it('tells what is wrong with one of them in its place', async () => {
      const answer = await evaluateAll({
        subject: user('alice'),
        action: action('read'),
        evaluations: [
          { resource: record('record-1') },
          {},
          { resource: record('record-1'), action: { name: 7 } },
          { resource: null },
          { resource: 'record-1' },
          { resource: record('record-1'), context: null },
        ],
      });
      expect(answer.status).toBe(200);
      expect(decisionsOf(answer)).toStrictEqual([true, false, false, false, false, false]);
      const [, ...failed] = (answer.body as { evaluations: { context: object }[] }).evaluations;
      const error = (path: string): object => ({ error: { status: 400, faults: [{ path }] } });
      expect(failed.map(({ context }) => context)).toMatchObject([
        error('/evaluations/1/resource'),
        error('/evaluations/2/action/name'),
        error('/evaluations/3/resource'),
        error('/evaluations/4/resource'),
        error('/evaluations/5/context'),
      ]);
    });
  });

  it('tells where it is, without token and hash', async () => {
    const path = '/.well-known/authzen-configuration';
    const answer = await installation.call('api-gateway', 'GET', path, {
      as: null,
      hash: null,
      headers: { 'X-Forwarded-Host': 'evil.test' },
    });
    expect(answer.headers.get('content-type')).toMatch(/^application\/json\b/);
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.body).toStrictEqual({
      policy_decision_point: 'https://pdp.test',
      access_evaluation_endpoint: 'https://pdp.test/access/v1/evaluation',
      access_evaluations_endpoint: 'https://pdp.test/access/v1/evaluations',
    });
  });
});
