import type { Decision } from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import {
  activate,
  CONSTITUTION,
  engineHas,
  evaluationRequest,
  POLICY,
  ratify,
  startGoverned,
} from '../support/governed.js';
import type { Answer, Installation } from '../support/installation.js';

describe('the engine when something fails or changes', () => {
  let installation: Installation;

  beforeEach(async () => {
    installation = await startGoverned({ RULES_FRESHNESS_MS: '600' });
  });

  afterEach(async () => {
    await installation.close();
  });

  const decide = (parts = {}): Promise<Answer> =>
    installation.call('governance-engine', 'POST', '/api/v1/decisions', {
      as: 'demo-agent',
      body: evaluationRequest(parts),
    });

  const onDatabase = async (statement: string): Promise<void> => {
    const client = new Client({ connectionString: installation.database.url });
    await client.connect();
    await client.query(statement);
    await client.end();
  };

  it('answers 503 with Retry-After when the record cannot be written, and never a decision', async () => {
    await onDatabase('ALTER TABLE governance_engine.decisions ADD CONSTRAINT broken CHECK (false) NOT VALID');
    const answer = await decide();
    expect(answer).toMatchObject({ status: 503, body: { type: 'urn:acgs:problem:decision-not-recorded' } });
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(answer.body).not.toHaveProperty('outcome');
    await onDatabase('ALTER TABLE governance_engine.decisions DROP CONSTRAINT broken');
    expect(await decide()).toMatchObject({ status: 200 });
  });

  it('goes on without constitutional-core with the version it can confirm, and denies once it knows of a newer', async () => {
    await installation.service('constitutional-core').close();
    await pause(900);
    expect(await decide()).toMatchObject({ status: 200, body: { outcome: 'allow' } });
    await onDatabase("UPDATE acgs.rule_versions SET version = version + 1 WHERE name = 'constitution'");
    await pause(600);
    expect(await decide()).toMatchObject({
      status: 200,
      body: { outcome: 'deny', reasons: [{ code: 'rules-stale' }], pins: { constitutionVersion: null } },
    });
    const ready = await installation.call('governance-engine', 'GET', '/health/ready', { as: null });
    expect(ready).toMatchObject({ status: 503, body: { details: { rules: { status: 'down' } } } });
  });

  it('takes a ratified version over at once, also when the notice is lost', async () => {
    const [first, ...rest] = CONSTITUTION.principles;
    const rule = { effect: 'forbid', message: 'Nothing goes any more.' };
    const stricter = { ...CONSTITUTION, principles: [{ ...first, rule }, ...rest] };
    await ratify(installation, stricter);
    await engineHas(installation, 2);
    expect(await decide()).toMatchObject({ body: { outcome: 'deny', pins: { constitutionVersion: 2 } } });

    await onDatabase("UPDATE acgs.rule_versions SET version = version + 1 WHERE name = 'constitution'");
    await engineHas(installation, 2);
    expect(await decide()).toMatchObject({ body: { outcome: 'deny', pins: { constitutionVersion: 2 } } });
  });

  it('never answers from half of two versions while they change under load', async () => {
    const [work, note] = POLICY.rules;
    const policies = [
      {
        ...POLICY,
        rules: [
          { ...work, effect: 'permit', message: 'A' },
          { ...note, message: 'A' },
        ],
      },
      {
        ...POLICY,
        rules: [
          { ...work, effect: 'permit', message: 'B' },
          { ...note, message: 'B' },
        ],
      },
    ];
    const finished = new AbortController();
    const asked = (async (): Promise<Decision[]> => {
      const decisions: Decision[] = [];
      while (!finished.signal.aborted) {
        const answers = await Promise.all(Array.from({ length: 8 }, () => decide()));
        decisions.push(...answers.map(({ body }) => body as Decision));
      }
      return decisions;
    })();
    for (let n = 0; n < 6; n++)
      await activate(installation, { ...policies[n % 2], title: `Version ${String(n)}` });
    finished.abort();
    const decisions = await asked;
    for (const { reasons, pins } of decisions) {
      expect(
        new Set(reasons.map(({ message, rule }) => [message, rule?.version].join())).size,
      ).toBeLessThanOrEqual(pins.policySetDigest === null ? 1 : 2);
      expect(new Set(reasons.map(({ rule }) => rule?.version)).size).toBe(1);
    }
    expect(decisions.length).toBeGreaterThan(0);
  });

  it('answers a rule that errors and one without end with a refusal, in bounded time', async () => {
    const endless = 'context.l.all(a, context.l.all(b, context.l.all(c, a + b + c >= 0.0)))';
    const scope = { actions: ['endless'] };
    const rules = [
      { ...POLICY.rules[0], id: 'endless', scope, when: endless },
      { ...POLICY.rules[0], id: 'faulty', scope, when: 'action.properties.missing > 1.0' },
    ];
    await activate(installation, { ...POLICY, rules });
    await engineHas(installation, 1);
    const body = {
      ...evaluationRequest({ action: 'endless' }),
      context: { l: Array.from({ length: 500 }, (_, n) => n) },
    };
    const path = '/api/v1/decisions';
    const answer = await installation.call('governance-engine', 'POST', path, { as: 'demo-agent', body });
    expect(answer).toMatchObject({ status: 200, body: { outcome: 'deny' } });
    const { reasons } = answer.body as Decision;
    expect(reasons.find(({ rule }) => rule?.id === 'endless')?.error).toContain('budget');
    expect(reasons.find(({ rule }) => rule?.id === 'faulty')?.code).toBe('error');
  });
});
