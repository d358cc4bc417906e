import type { Decision, EvaluationsSemantic, RecordedDecision } from '@acgs/contracts';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { action, askAuthzen, record, startAuthzen, user } from '../support/authzen.js';
import type { Answer, CallOptions, Installation } from '../support/installation.js';

type Decided = Readonly<{ decision: boolean; context: Decision }>;
type Members = Readonly<Record<string, unknown>>;

/** Members of one evaluation about alice and record-1, unless they say otherwise. */
const PERMITTED: Members = { action: action('read') };
const DENIED: Members = { action: action('print') };
const ESCALATED: Members = { action: action('destroy', { soft: true }) };
const FAULTY: Members = { action: {} };

const COMMITS = `SELECT count(*)::int AS decisions, count(DISTINCT xmin::text)::int AS commits
  FROM governance_engine.decisions WHERE request->'context'->>'mark' = $1`;

describe('the semantics of several evaluations', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startAuthzen();
  });

  afterAll(async () => {
    await installation.close();
  });

  const ask = (
    evaluations: readonly Members[],
    semantic: EvaluationsSemantic,
    context: Members,
    options: CallOptions = {},
  ): Promise<Answer> =>
    askAuthzen(
      installation,
      'evaluations',
      {
        subject: user('alice'),
        resource: record('record-1'),
        context,
        evaluations,
        options: { evaluations_semantic: semantic, another_option: 'value' },
      },
      options,
    );

  const decidedIn = ({ body }: Answer): Decided[] => (body as { evaluations: Decided[] }).evaluations;

  /** What was recorded with this mark in its context, in the order of the decisions. */
  const recordedWith = async (mark: string): Promise<RecordedDecision[]> => {
    const { body } = await installation.call('governance-engine', 'GET', '/api/v1/decisions?limit=100');
    const { items } = body as { items: RecordedDecision[] };
    return items.filter(({ request }) => request.context.mark === mark).reverse();
  };

  it.each([
    ['execute_all', [DENIED, PERMITTED, FAULTY, ESCALATED], [false, true, false, false]],
    ['deny_on_first_deny', [PERMITTED, DENIED, PERMITTED], [true, false]],
    ['deny_on_first_deny', [PERMITTED, ESCALATED, PERMITTED], [true, false]],
    ['deny_on_first_deny', [PERMITTED, FAULTY, PERMITTED], [true, false]],
    ['deny_on_first_deny', [FAULTY, PERMITTED], [false]],
    ['deny_on_first_deny', [PERMITTED, PERMITTED], [true, true]],
    [
      'permit_on_first_permit',
      [DENIED, FAULTY, ESCALATED, PERMITTED, DENIED, FAULTY],
      [false, false, false, true],
    ],
    ['permit_on_first_permit', [PERMITTED, DENIED], [true]],
    ['permit_on_first_permit', [DENIED, DENIED], [false, false]],
  ] as const)(
    '%s reaches as many as it should, and records those alone (%#)',
    async (semantic, list, expected) => {
      const mark = randomUUID();
      const answer = await ask(list, semantic, { mark });
      expect(answer.status).toBe(200);
      expect(decidedIn(answer).map(({ decision }) => decision)).toStrictEqual(expected);
      const contexts = decidedIn(answer).map(({ context }) => context);
      const recorded = (await recordedWith(mark)).map(({ decisionId, outcome }) => ({ decisionId, outcome }));
      expect(recorded).toStrictEqual(
        contexts.flatMap((context) =>
          'error' in context ? [] : [{ decisionId: context.decisionId, outcome: context.outcome }],
        ),
      );
    },
  );

  it('executes all as if they came one by one, and the others as the beginning of that', async () => {
    const properties = fc.constantFrom<Members | undefined>(undefined, { status: 'archived' }, { status: 7 });
    const evaluation = fc.record(
      {
        subject: fc.constantFrom(user('alice'), user('bob'), user('bob', { role: 'admin' }), {
          type: 'user',
        }),
        action: fc.constantFrom(action('read'), action('write'), action('delete', { soft: true }), {}),
        resource: fc
          .tuple(fc.constantFrom('record-1', 'record-2'), properties)
          .map(([id, more]) => record(id, more)),
      },
      { requiredKeys: ['subject', 'action', 'resource'] },
    );
    const essence = ({ decision, context }: Decided): unknown => ({
      decision,
      ...('error' in context
        ? {}
        : { outcome: context.outcome, reasons: context.reasons, pins: context.pins }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(evaluation, { minLength: 1, maxLength: 6 }), async (evaluations) => {
        const single = await Promise.all(
          evaluations.map((body) => askAuthzen(installation, 'evaluation', body)),
        );
        const expected = single.map(({ status, body }) =>
          status === 200 ? essence(body as Decided) : { decision: false },
        );
        const ends = { execute_all: null, deny_on_first_deny: false, permit_on_first_permit: true } as const;
        for (const [semantic, end] of Object.entries(ends)) {
          const answer = await ask(evaluations, semantic as EvaluationsSemantic, {});
          const last = expected.findIndex((one) => (one as Decided).decision === end);
          expect(decidedIn(answer).map(essence)).toStrictEqual(
            last < 0 ? expected : expected.slice(0, last + 1),
          );
        }
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('gives the same answer for the same Idempotency-Key and body, faults and ends included', async () => {
    const list = [DENIED, FAULTY, PERMITTED, DENIED];
    const mark = randomUUID();
    const headers = { 'Idempotency-Key': `authzen-${mark}` };
    const semantic = 'permit_on_first_permit';
    const [first, ...others] = await Promise.all(
      Array.from({ length: 5 }, () => ask(list, semantic, { mark }, { headers })),
    );
    expect(others.map(({ body }) => body)).toStrictEqual(others.map(() => first?.body));
    expect(await recordedWith(mark)).toHaveLength(2);
    expect((await ask(list, 'execute_all', { mark }, { headers })).status).toBe(422);
    expect((await ask(list.slice(1), semantic, { mark }, { headers })).status).toBe(422);
    expect(await recordedWith(mark)).toHaveLength(2);
  });

  it('decides one by the same key once, whichever of the two routes it came by', async () => {
    const mark = randomUUID();
    const headers = { 'Idempotency-Key': `one-${mark}` };
    const body = { subject: user('alice'), resource: record('record-1'), ...PERMITTED, context: { mark } };
    const first = await askAuthzen(installation, 'evaluation', body, { headers });
    const second = await askAuthzen(installation, 'evaluations', body, { headers });
    expect(second.body).toStrictEqual(first.body);
    expect(await recordedWith(mark)).toHaveLength(1);
  });

  it('decides nothing when the caller may not ask one of them', async () => {
    const mark = randomUUID();
    const own = { subject: { type: 'agent', id: 'demo-agent' } };
    const hash = 'cdd01ef066bc6cf2';
    for (const semantic of ['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'] as const) {
      const list = [{ ...PERMITTED, ...own }, PERMITTED];
      expect(await ask(list, semantic, { mark }, { as: 'demo-agent', hash })).toMatchObject({
        status: 403,
        body: {
          type: 'urn:acgs:problem:subject-mismatch',
          detail: expect.stringContaining('decisions:on-behalf'),
        },
      });
      expect((await ask(list, semantic, { mark }, { as: 'auditor', hash })).status).toBe(403);
      const alone = await ask(list.slice(0, 1), semantic, { mark }, { as: 'demo-agent', hash });
      expect(decidedIn(alone).map(({ decision }) => decision)).toStrictEqual([false]);
    }
    expect(await recordedWith(mark)).toHaveLength(3);
  });

  it('takes a thousand and commits them together, and not one more', async () => {
    const mark = randomUUID();
    const thousand = Array.from({ length: 1000 }, () => PERMITTED);
    const answer = await ask(thousand, 'execute_all', { mark });
    expect(decidedIn(answer).filter(({ decision }) => decision)).toHaveLength(1000);
    const client = new Client({ connectionString: installation.database.url });
    await client.connect();
    const { rows } = await client.query(COMMITS, [mark]);
    await client.end();
    expect(rows).toStrictEqual([{ decisions: 1000, commits: 1 }]);
    expect((await ask([...thousand, PERMITTED], 'execute_all', {})).status).toBe(400);
  });

  it('keeps tenants apart: other rules, other records', async () => {
    const mark = randomUUID();
    const token = await installation.mint('platform', { tenant: 'other' });
    const answer = await ask([PERMITTED], 'execute_all', { mark }, { token });
    expect(decidedIn(answer)).toMatchObject([{ decision: false, context: { outcome: 'deny' } }]);
    expect(await recordedWith(mark)).toStrictEqual([]);
    const path = `/api/v1/decisions/${decidedIn(answer)[0]?.context.decisionId ?? ''}`;
    expect((await installation.call('governance-engine', 'GET', path)).status).toBe(404);
    const own = await installation.mint('admin', { tenant: 'other' });
    expect(await installation.call('governance-engine', 'GET', path, { token: own })).toMatchObject({
      status: 200,
      body: { tenant: 'other', requestedBy: 'platform' },
    });
  });
});
