import type { Decision, DecisionOutcomes, PolicyVersion } from '@acgs/contracts';
import {
  activate,
  evaluationRequest,
  POLICY,
  type RequestParts,
  startGoverned,
} from '../support/governed.js';
import { Freezer } from '../support/freezer.js';
import type { Answer, CallOptions, Installation } from '../support/installation.js';

const HOUR = 60 * 60 * 1000;
const at = (milliseconds: number): string => new Date(milliseconds).toISOString();
const NOW = Date.now();

describe('the outcomes of a version', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startGoverned();
  });

  afterAll(async () => {
    await installation.close();
  });

  const call = (method: string, path: string, options: CallOptions = {}): Promise<Answer> =>
    installation.call('governance-engine', method, `/api/v1${path}`, { as: 'approver', ...options });

  const decide = async (parts: RequestParts): Promise<Decision> =>
    (await call('POST', '/decisions', { as: 'demo-agent', body: evaluationRequest(parts) })).body as Decision;

  const query = (change: Record<string, string> = {}): string =>
    new URLSearchParams({
      policy: POLICY.id,
      version: '1',
      from: at(NOW - HOUR / 4),
      to: at(NOW + HOUR / 2),
      ...change,
    }).toString();

  const outcomes = async (
    change: Record<string, string> = {},
    options?: CallOptions,
  ): Promise<DecisionOutcomes> => {
    const { status, body } = await call('GET', `/decisions/outcomes?${query(change)}`, options);
    expect(status).toBe(200);
    return body as DecisionOutcomes;
  };

  it('are counted by action, with what was allowed and ought to have been denied', async () => {
    const [harmful, right, contested] = [await decide({}), await decide({}), await decide({})];
    const denied = await decide({ owner: 'somebody' });
    await decide({ action: 'pay', amount: 200 });
    for (const [{ decisionId }, outcome] of [
      [harmful, 'deny'],
      [right, 'allow'],
      [denied, 'deny'],
    ] as const)
      await call('POST', `/decisions/${decisionId}/labels`, { body: { outcome, reason: 'Seen.' } });
    for (const [outcome, as] of [
      ['deny', 'approver'],
      ['allow', 'admin'],
    ] as const)
      await call('POST', `/decisions/${contested.decisionId}/labels`, {
        as,
        body: { outcome, reason: 'Seen.' },
      });
    const counts = {
      total: 5,
      actions: [
        { action: 'read', allow: 3, deny: 1, escalate: 0, harmful: 1, labelled: 3 },
        { action: 'pay', allow: 0, deny: 0, escalate: 1, harmful: 0, labelled: 0 },
      ],
    };
    expect(await outcomes()).toStrictEqual(counts);
    for (const [{ decisionId }, outcome] of [
      [harmful, 'allow'],
      [right, 'deny'],
      [contested, 'deny'],
    ] as const)
      await call('POST', `/decisions/${decisionId}/outcome-reports`, {
        as: 'demo-agent',
        body: { outcome, reason: 'So the agent says.' },
      });
    expect(await outcomes()).toStrictEqual(counts);
  });

  it('are not what a freeze denied', async () => {
    const before = await outcomes();
    const freezer = new Freezer(installation);
    const { freezeId } = await freezer.place({ action: 'read' });
    const { decisionId, pins } = await freezer.decided(true);
    expect(pins.policySetDigest).not.toBeNull();
    const label = { outcome: 'deny', reason: 'Seen.' };
    await call('POST', `/decisions/${decisionId}/labels`, { body: label });
    await freezer.lift(freezeId);
    const during = await outcomes();
    expect(during.actions.map(({ deny, labelled }) => [deny, labelled])).toStrictEqual(
      before.actions.map(({ deny, labelled }) => [deny, labelled]),
    );
    await freezer.decided(false);
    expect((await outcomes()).total).toBeGreaterThan(before.total);
  });

  it('are never harmful by what is reported alone', async () => {
    const { decisionId } = await decide({ action: 'pay', amount: 1 });
    await call('POST', `/decisions/${decisionId}/outcome-reports`, {
      as: 'demo-agent',
      body: { outcome: 'deny', reason: 'So the agent says.' },
    });
    expect((await outcomes()).actions.find(({ action }) => action === 'pay')).toMatchObject({
      allow: 1,
      harmful: 0,
      labelled: 0,
    });
  });

  it('are those of the version alone, in the time alone, of the tenant alone', async () => {
    const before = await outcomes();
    await activate(installation, { ...POLICY, title: 'Another' });
    let decision = await decide({});
    while (decision.reasons.every(({ rule }) => rule?.version !== 2)) decision = await decide({});
    const { total } = await outcomes({ version: '2' });
    expect(total).toBe(1);
    expect((await outcomes()).total).toBeGreaterThanOrEqual(before.total);
    const none = { total: 0, actions: [] };
    expect(await outcomes({ version: '3' })).toStrictEqual(none);
    expect(await outcomes({ policy: 'absent' })).toStrictEqual(none);
    expect(await outcomes({ to: at(NOW - HOUR / 8) })).toStrictEqual(none);
    expect(await outcomes({ tenant: 'other' }, { as: 'ec-service' })).toStrictEqual(none);
    expect(await outcomes({ tenant: 'default' }, { as: 'ec-service' })).toStrictEqual(await outcomes());
    expect((await call('GET', `/decisions/outcomes?${query({ tenant: 'other' })}`)).status).toBe(403);
    const { body } = await call('GET', `/policies/${POLICY.id}`);
    expect((body as PolicyVersion).version).toBe(2);
  });

  it.each([
    [{ from: at(NOW), to: at(NOW) }, '/to'],
    [{ from: at(NOW), to: at(NOW + HOUR + 1) }, '/to'],
    [{ from: 'yesterday' }, '/from'],
    [{ version: '0' }, '/version'],
    [{ policy: 'a b' }, '/policy'],
    [{ by: 'action' }, '/by'],
  ])('are not counted for %j', async (change, path) => {
    expect(await call('GET', `/decisions/outcomes?${query(change)}`)).toMatchObject({
      status: 400,
      body: { faults: [{ path }] },
    });
  });
});
