import type { Decision, DecisionPage, RecordedDecision } from '@acgs/contracts';
import {
  activate,
  evaluationRequest,
  POLICY,
  type RequestParts,
  startGoverned,
} from '../support/governed.js';
import type { Answer, CallOptions, Installation } from '../support/installation.js';

describe('decisions', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startGoverned();
  });

  afterAll(async () => {
    await installation.close();
  });

  const call = (method: string, path: string, options: CallOptions = {}): Promise<Answer> =>
    installation.call('governance-engine', method, `/api/v1/decisions${path}`, options);

  const decide = async (parts: RequestParts = {}, options: CallOptions = {}): Promise<Decision> => {
    const answer = await call('POST', '', { as: 'demo-agent', body: evaluationRequest(parts), ...options });
    expect(answer.status).toBe(200);
    return answer.body as Decision;
  };

  it('allows what a policy permits, with warnings and obligations', async () => {
    const decision = await decide();
    expect(decision).toMatchObject({
      outcome: 'allow',
      obligations: [{ id: 'log', properties: { level: 'info' } }],
      pins: { constitutionalHash: 'cdd01ef066bc6cf2', constitutionVersion: 1 },
    });
    expect(decision.reasons.map(({ rule, effect, code }) => [rule?.id, effect, code])).toStrictEqual([
      ['work', 'permit', 'matched'],
      ['note', 'warn', 'matched'],
    ]);
  });

  it('denies by a principle whatever a policy permits, and says so in its words', async () => {
    const decision = await decide({ action: 'shutdown-now' });
    expect(decision.outcome).toBe('deny');
    expect(decision.reasons[0]).toStrictEqual({
      code: 'matched',
      rule: { source: 'principle', policyId: null, id: 'P1', title: 'No shutdown', version: 1 },
      effect: 'forbid',
      message: 'Agents switch nothing off.',
      condition: 'true',
      error: null,
    });
  });

  it('escalates, also when the escalating condition cannot be evaluated', async () => {
    expect(await decide({ action: 'pay', amount: 100 })).toMatchObject({ outcome: 'allow' });
    expect(await decide({ action: 'pay', amount: 101 })).toMatchObject({ outcome: 'escalate' });
    for (const amount of [undefined, 'much', null, { __proto: 1 }]) {
      const decision = await decide({ action: 'pay', amount });
      expect(decision).toMatchObject({
        outcome: 'escalate',
        reasons: [{ code: 'error', rule: { id: 'P2' } }, {}],
      });
      expect(decision.reasons[0]?.error).toEqual(expect.any(String));
    }
  });

  it('denies when nothing permits', async () => {
    expect(await decide({ owner: 'somebody-else', action: 'pay', amount: 1 })).toMatchObject({
      outcome: 'deny',
      reasons: [{ code: 'no-permit', rule: null }],
    });
  });

  it('has the decision on disk when it answers, as it was answered', async () => {
    const decision = await decide({ resource: 'kept' });
    const { body, status } = await call('GET', `/${decision.decisionId}`, { as: 'auditor' });
    expect(status).toBe(200);
    expect(body).toStrictEqual({
      ...decision,
      request: evaluationRequest({ resource: 'kept' }),
      requestedBy: 'demo-agent',
      tenant: 'default',
    });
  });

  it('explains a decision at once, and later from what it pinned', async () => {
    const decision = await decide({ owner: 'nobody', resource: 'explained' }, { headers: {} });
    const asked = await call('POST', '?explain=full', {
      as: 'demo-agent',
      body: evaluationRequest({ owner: 'nobody', resource: 'explained' }),
    });
    const { explanation } = asked.body as Decision;
    expect(explanation).toMatchObject({
      rules: [{ rule: { id: 'note' }, result: 'matched' }],
      nearestPermits: [
        {
          rule: { id: 'work' },
          result: 'not-matched',
          values: expect.arrayContaining([{ path: 'resource.properties.owner', value: 'nobody' }]),
          firstFailing: { text: 'resource.properties.owner == subject.id', line: 1, column: 1 },
        },
      ],
    });
    const [rule, ...rest] = POLICY.rules;
    await activate(installation, { ...POLICY, rules: [{ ...rule, when: 'true' }, ...rest] });
    const later = await call('GET', `/${decision.decisionId}/explanation`, { as: 'auditor' });
    expect(later).toMatchObject({ status: 200, body: explanation });
    await activate(installation, { ...POLICY, title: 'Back again' });
  });

  it('answers a batch one by one, in order, and records each', async () => {
    const requests = [
      evaluationRequest({ resource: 'b0' }),
      evaluationRequest({ action: 'shutdown', resource: 'b1' }),
      evaluationRequest({ action: 'pay', amount: 1000, resource: 'b2' }),
    ];
    const { status, body } = await call('POST', '/batch', { as: 'demo-agent', body: { requests } });
    const { decisions } = body as { decisions: Decision[] };
    expect(status).toBe(200);
    expect(decisions.map(({ outcome }) => outcome)).toStrictEqual(['allow', 'deny', 'escalate']);
    for (const [index, { decisionId }] of decisions.entries()) {
      const { body: recorded } = await call('GET', `/${decisionId}`, { as: 'auditor' });
      expect((recorded as RecordedDecision).request.resource.id).toBe(`b${String(index)}`);
    }
  });

  it('finds decisions by every filter, and walks them newest first without gaps or repeats', async () => {
    const started = new Date();
    const made: Decision[] = [];
    for (let n = 0; n < 7; n++) made.push(await decide({ resource: `walk-${String(n % 2)}` }));
    made.push(await decide({ action: 'shutdown', resource: 'walk-1' }));
    const list = async (query: string): Promise<string[]> => {
      const { body, status } = await call('GET', `?${query}`, { as: 'auditor' });
      expect(status).toBe(200);
      return (body as DecisionPage).items.map(({ decisionId }) => decisionId);
    };
    const newest = made.map(({ decisionId }) => decisionId).reverse();
    const since = `from=${started.toISOString()}`;
    expect(await list(since)).toStrictEqual(newest);
    expect(await list(`${since}&resource=walk-0`)).toHaveLength(4);
    expect(await list(`${since}&resource=walk-1&action=shutdown`)).toStrictEqual(newest.slice(0, 1));
    expect(await list(`${since}&outcome=deny`)).toStrictEqual(newest.slice(0, 1));
    expect(await list(`${since}&rule=P1`)).toStrictEqual(newest.slice(0, 1));
    expect(await list(`${since}&rule=team/note`)).toStrictEqual(newest.slice(1));
    expect(await list(`${since}&subject=demo-agent`)).toStrictEqual(newest);
    expect(await list(`${since}&subject=somebody`)).toStrictEqual([]);
    expect(await list(`to=${started.toISOString()}&resource=walk-1`)).toStrictEqual([]);

    const walked: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await call('GET', `?${since}&limit=3${cursor && `&cursor=${cursor}`}`, {
        as: 'auditor',
      });
      const page = body as DecisionPage;
      walked.push(...page.items.map(({ decisionId }) => decisionId));
      cursor = page.nextCursor;
    }
    expect(walked).toStrictEqual(newest);
  });

  it('keeps tenants apart', async () => {
    const { decisionId } = await decide();
    const token = await installation.mint('auditor', { tenant: 'other' });
    expect((await call('GET', `/${decisionId}`, { token })).status).toBe(404);
    expect((await call('GET', '', { token })).body).toStrictEqual({ items: [], nextCursor: null });
    const agent = await installation.mint('demo-agent', { tenant: 'other' });
    expect(await decide({}, { token: agent })).toMatchObject({
      outcome: 'deny',
      reasons: [{ code: 'no-policies' }],
    });
  });
});
