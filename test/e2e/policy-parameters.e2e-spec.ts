import type { Decision, EvidenceBundle, Explanation, PolicyVersion } from '@acgs/contracts';
import { parseVerifierKey } from '@acgs/merkle';
import { verifyBundle } from '@acgs/verify';
import { setTimeout as pause } from 'node:timers/promises';
import { CONSTITUTION, engineHas, evaluationRequest, ratify, startGoverned } from '../support/governed.js';
import type { Answer, Installation } from '../support/installation.js';
import { LogReader } from '../support/log-reader.js';

const POLICIES = '/api/v1/policies';
const LIMIT = { type: 'double', min: 0, max: 90, default: 50 };

const spending = (limit: object): object => ({
  id: 'spending',
  title: 'What the team lets its agents spend',
  owner: 'team',
  rules: [
    {
      id: 'small',
      title: 'Small sums',
      scope: { actions: ['spend'] },
      when: 'action.properties.amount <= params.limit',
      params: { limit },
      effect: 'permit',
      message: 'Within the limit.',
    },
  ],
});

const bounded = (max: number): object => ({
  ...CONSTITUTION,
  principles: CONSTITUTION.principles.map((principle, at) =>
    at === 0 ? { ...principle, bounds: [{ policies: ['spend*'], parameter: 'limit', max }] } : principle,
  ),
});

describe('parameters of rules', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startGoverned({}, ['integrity-service']);
  });

  afterAll(async () => {
    await installation.close();
  });

  const write = (limit: object): Promise<Answer> =>
    installation.call('governance-engine', 'POST', `${POLICIES}?activate=true`, { body: spending(limit) });

  const spend = async (amount: number): Promise<Decision> => {
    const body = evaluationRequest({ action: 'spend', amount });
    const answer = await installation.call('governance-engine', 'POST', '/api/v1/decisions', {
      as: 'demo-agent',
      body,
    });
    expect(answer.status).toBe(200);
    return answer.body as Decision;
  };

  /** Writes a version and waits until the engine has heard of it. */
  async function inForce(limit: object): Promise<PolicyVersion> {
    const policy = (await write(limit)).body as PolicyVersion;
    for (;;) {
      const { reasons } = await spend(0);
      if (reasons.some(({ rule }) => rule?.policyId === 'spending' && rule.version === policy.version))
        return policy;
    }
  }

  it('are what the condition reads, version by version, each with a digest of its own', async () => {
    const first = await inForce(LIMIT);
    expect(first.document.rules[0]?.params).toStrictEqual({ limit: LIMIT });
    expect([(await spend(50)).outcome, (await spend(51)).outcome]).toStrictEqual(['allow', 'deny']);
    const second = await inForce({ ...LIMIT, default: 80 });
    expect([second.version, second.digest === first.digest]).toStrictEqual([2, false]);
    expect([(await spend(80)).outcome, (await spend(81)).outcome]).toStrictEqual(['allow', 'deny']);
  });

  it('are explained, and a decision is reproduced from its bundle with them', async () => {
    await inForce(LIMIT);
    const { decisionId } = await spend(7);
    const path = `/api/v1/decisions/${decisionId}`;
    const { body } = await installation.call('governance-engine', 'GET', `${path}/explanation`);
    expect((body as Explanation).rules.map(({ values }) => values)).toStrictEqual([
      [
        { path: 'action.properties.amount', value: 7 },
        { path: 'params.limit', value: 50 },
      ],
    ]);
    const log = new LogReader(installation);
    await log.receipt(decisionId);
    const evidence = await installation.call('governance-engine', 'GET', `${path}/evidence`, {
      as: 'auditor',
    });
    const bundle = evidence.body as EvidenceBundle;
    const keys = (await log.keys()).keys.map(({ verifierKey }) => parseVerifierKey(verifierKey));
    const { replay, faults } = verifyBundle(bundle, { keys, witnesses: [], seen: [] });
    expect([replay.result, faults]).toStrictEqual(['reproduced', []]);
  });

  it('are refused without bounds, with a default outside, and where a condition reads what none declares', async () => {
    for (const limit of [
      { type: 'double', default: 1 },
      { ...LIMIT, default: 91 },
    ]) {
      const { status, body } = await write(limit);
      expect([status, JSON.stringify(body)]).toStrictEqual([
        400,
        expect.stringContaining('/rules/0/params/limit'),
      ]);
    }
    const [rule] = (spending(LIMIT) as { rules: object[] }).rules;
    const body = { ...spending(LIMIT), rules: [{ ...rule, params: {} }] };
    const answer = await installation.call('governance-engine', 'POST', POLICIES, { body });
    expect(answer).toMatchObject({
      status: 422,
      body: { faults: [{ path: '/rules/0/when', message: "the rule declares no parameter 'limit'" }] },
    });
  });

  it('never leave what a principle allows, whichever came first', async () => {
    const { version } = await inForce(LIMIT);
    await ratify(installation, bounded(40));
    await engineHas(installation, 2);
    const { outcome, reasons } = await spend(1);
    expect(outcome).toBe('deny');
    expect(reasons.map(({ error }) => error)).toContain(
      'params.limit is 50, which the principle "P1" does not allow',
    );
    expect(await write({ ...LIMIT, default: 30 })).toMatchObject({
      status: 422,
      body: {
        faults: [
          {
            path: '/rules/0/params/limit',
            message: 'max 90 is above 40, the most which the principle "P1" allows',
          },
        ],
      },
    });
    await inForce({ ...LIMIT, max: 40, default: 30 });
    expect((await spend(30)).outcome).toBe('allow');
    const change = (method: string, path: string, body: object): Promise<Answer> =>
      installation.call('governance-engine', method, `${POLICIES}/spending/${path}`, { body });
    expect((await change('PUT', 'activation', { version })).status).toBe(422);
    const back = await change('POST', 'rollback', { reason: 'At once.' });
    expect(back).toMatchObject({ status: 200, body: { version, active: true } });
    while ((await spend(30)).outcome !== 'deny') await pause(20);
    expect((await change('PUT', 'activation', { version })).status).toBe(200);
  });
});
