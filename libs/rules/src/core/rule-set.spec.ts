import {
  ConstitutionDraftSchema,
  digestOf,
  type EvaluationRequest,
  PolicyDraftSchema,
} from '@acgs/contracts';
import { ENGINE_VERSION } from './engine-version.js';
import { staleEvaluation } from './evaluation.js';
import { compileRuleSet, type RuleSet, type RuleSetSource } from './rule-set.js';
import { resultsInSlices } from './slices.js';

type Written = Record<string, unknown>;
const HASH = 'cdd01ef066bc6cf2';

function constitution(...rules: Written[]): NonNullable<RuleSetSource['constitution']> {
  const principles = rules.map((rule, i) => ({
    id: `P${i + 1}`,
    title: `Principle ${i + 1}`,
    statement: 'For people.',
    category: 'safety',
    severity: 'high',
    rule: { message: `principle ${i + 1} says so`, ...rule },
  }));
  const document = ConstitutionDraftSchema.parse({ title: 'Test', principles });
  return { version: 3, digest: digestOf(document), document };
}

function policy(id: string, ...rules: Written[]): RuleSetSource['policies'][number] {
  const document = PolicyDraftSchema.parse({
    id,
    title: id,
    owner: 'team',
    rules: rules.map((rule, i) => ({
      id: `r${i + 1}`,
      title: `Rule ${i + 1}`,
      message: `${id} says so`,
      ...rule,
    })),
  });
  return { version: 2, digest: digestOf(document), document };
}

function ruleSet(principles: Written[], ...policies: RuleSetSource['policies']): RuleSet {
  return compileRuleSet({ constitution: constitution(...principles), policies, constitutionalHash: HASH });
}

const request: EvaluationRequest = {
  subject: { type: 'agent', id: 'a1', properties: {} },
  action: { name: 'transfer', properties: { amount: 50 } },
  resource: { type: 'account', id: 'x', properties: {} },
  context: {},
};
const idle = { effect: 'warn', when: 'false' };
const permit = { effect: 'permit' };
const ids = (rules: RuleSet): string[] =>
  rules.evaluate(request).reasons.map(({ code, rule }) => `${rule?.policyId ?? ''}/${rule?.id ?? code}`);

describe('RuleSet.evaluate', () => {
  it('denies without a constitution, whatever policies permit', () => {
    const rules = compileRuleSet({
      constitution: null,
      policies: [policy('p', permit)],
      constitutionalHash: HASH,
    });
    const evaluation = rules.evaluate(request);
    expect(evaluation.outcome).toBe('deny');
    expect(evaluation.reasons.map(({ code }) => code)).toEqual(['no-constitution']);
    expect(rules.explain(request)).toEqual({ rules: [], nearestPermits: [] });
  });

  it('denies without policies, and still reports what principles forbid', () => {
    expect(ruleSet([idle]).evaluate(request)).toMatchObject({
      outcome: 'deny',
      reasons: [{ code: 'no-policies' }],
    });
    expect(ids(ruleSet([{ effect: 'forbid' }]))).toEqual(['/no-policies', '/P1']);
    expect(ruleSet([{ effect: 'escalate' }]).evaluate(request).outcome).toBe('deny');
  });

  it('denies when nothing permits, and says what was warned of meanwhile', () => {
    const rules = ruleSet([{ effect: 'warn' }], policy('p', { effect: 'permit', when: 'false' }));
    expect(rules.evaluate(request).outcome).toBe('deny');
    expect(ids(rules)).toEqual(['/no-permit', '/P1']);
  });

  it('names the rule, its effect, its message and its condition', () => {
    const when = 'action.properties.amount < 100.0';
    const { outcome, reasons } = ruleSet([idle], policy('bank', { effect: 'permit', when })).evaluate(
      request,
    );
    expect(outcome).toBe('allow');
    expect(reasons).toEqual([
      {
        code: 'matched',
        rule: { source: 'policy', policyId: 'bank', id: 'r1', title: 'Rule 1', version: 2 },
        effect: 'permit',
        message: 'bank says so',
        condition: when,
        error: null,
      },
    ]);
  });

  it('sorts reasons by precedence, then policy id, then rule id', () => {
    const every = ['warn', 'permit', 'escalate', 'forbid'].map((effect) => ({ effect }));
    const rules = ruleSet(
      [{ effect: 'warn' }, { effect: 'escalate' }, { effect: 'forbid' }],
      policy('b', ...every),
      policy('a', ...every),
    );
    const policyOrder = (id: string): string[] => [`a/${id}`, `b/${id}`];
    expect(ids(rules)).toEqual(
      [
        '/P3',
        policyOrder('r4'),
        '/P2',
        policyOrder('r3'),
        policyOrder('r2'),
        '/P1',
        policyOrder('r1'),
      ].flat(),
    );
  });

  it.each([
    ['forbid', 'deny'],
    ['escalate', 'escalate'],
    ['warn', 'allow'],
  ])('a principle to %s that cannot be evaluated leads to %s and is reported', (effect, outcome) => {
    const rules = ruleSet([{ effect, when: 'context.missing == 1' }], policy('p', permit));
    const evaluation = rules.evaluate(request);
    expect(evaluation.outcome).toBe(outcome);
    const reason = evaluation.reasons.find(({ code }) => code === 'error');
    expect(reason).toMatchObject({ effect, rule: { id: 'P1' }, condition: 'context.missing == 1' });
    expect(reason?.error).toContain('missing');
  });

  it('does not allow by a permit that cannot be evaluated', () => {
    const rules = ruleSet([idle], policy('p', { effect: 'permit', when: 'context.missing == 1' }));
    expect(rules.evaluate(request).outcome).toBe('deny');
    expect(ids(rules)).toEqual(['/no-permit', 'p/r1']);
  });

  it('fails a stored rule that does not compile, not the set', () => {
    const rules = ruleSet([{ effect: 'forbid', when: '1 +' }], policy('p', permit));
    expect(rules.evaluate(request)).toMatchObject({
      outcome: 'deny',
      reasons: [{ code: 'error' }, { code: 'matched' }],
    });
    expect(rules.explain(request).rules[0]).toMatchObject({ result: 'error', condition: '1 +', values: [] });
  });

  it('leaves out rules whose scope does not match', () => {
    const scope = { actions: ['read_*'] };
    expect(ids(ruleSet([{ effect: 'forbid', scope }], policy('p', permit)))).toEqual(['p/r1']);
  });
});

describe('obligations', () => {
  const obliged = (effect: string, id: string, when = 'true'): Written => ({
    effect,
    when,
    obligations: [{ id }],
  });
  const given = (rules: RuleSet): string[] => rules.evaluate(request).obligations.map(({ id }) => id);
  const error = 'context.missing == 1';

  it('are those of the effect that decided, and of warns', () => {
    const all = [obliged('permit', 'log'), obliged('warn', 'notify')];
    expect(given(ruleSet([idle], policy('p', ...all)))).toEqual(['log', 'notify']);
    expect(given(ruleSet([obliged('escalate', 'ask')], policy('p', ...all)))).toEqual(['ask', 'notify']);
    expect(given(ruleSet([obliged('forbid', 'alert')], policy('p', ...all)))).toEqual(['alert', 'notify']);
    expect(
      given(ruleSet([obliged('warn', 'notify')], policy('p', obliged('permit', 'log', 'false')))),
    ).toEqual(['notify']);
  });

  it('count for a faulty forbid or escalate, not for a faulty warn or permit', () => {
    expect(given(ruleSet([obliged('forbid', 'alert', error)], policy('p', permit)))).toEqual(['alert']);
    expect(given(ruleSet([obliged('escalate', 'ask', error)], policy('p', permit)))).toEqual(['ask']);
    expect(given(ruleSet([obliged('warn', 'notify', error)], policy('p', permit)))).toEqual([]);
    expect(given(ruleSet([idle], policy('p', obliged('permit', 'log', error), permit)))).toEqual([]);
  });
});

describe('RuleSet.pins', () => {
  const [a, b] = [policy('a', permit), policy('b', permit)] as const;

  it('name everything the outcome depends on', () => {
    const inForce = constitution(idle);
    const { pins, ruleCount } = compileRuleSet({
      constitution: inForce,
      policies: [a, b],
      constitutionalHash: HASH,
    });
    expect(ruleCount).toBe(3);
    expect(pins).toEqual({
      constitutionalHash: HASH,
      constitutionVersion: 3,
      constitutionDigest: inForce.digest,
      policySetDigest: digestOf([
        { id: 'a', version: 2, digest: a.digest },
        { id: 'b', version: 2, digest: b.digest },
      ]),
      engineVersion: ENGINE_VERSION,
    });
  });

  it('do not depend on the order of the policies, and are null where nothing is in force', () => {
    const pinsOf = (...policies: RuleSetSource['policies']) =>
      compileRuleSet({ constitution: null, policies, constitutionalHash: HASH }).pins;
    expect(pinsOf(b, a)).toEqual(pinsOf(a, b));
    expect(pinsOf(a).policySetDigest).not.toBe(pinsOf(b).policySetDigest);
    expect(pinsOf()).toMatchObject({
      constitutionVersion: null,
      constitutionDigest: null,
      policySetDigest: null,
    });
  });
});

describe('RuleSet.evaluate, in slices', () => {
  it('gives what evaluating at once gives, and lets other work go on meanwhile', async () => {
    const costly =
      "context.list.exists(a, context.list.exists(b, context.list.exists(c, a + b + c == 'never')))";
    const rules = ruleSet([{ effect: 'forbid', when: costly }], policy('p', permit));
    const list = Array.from({ length: 60 }, String);
    const requests = Array.from({ length: 200 }, (_, n) => ({
      ...request,
      context: { list: n % 2 === 0 ? list : [] },
    }));
    let turns = 0;
    const others = setInterval(() => (turns += 1), 1);
    const results = await resultsInSlices(requests, (asked) => [asked, rules.evaluate(asked).outcome]);
    clearInterval(others);
    expect(results).toEqual(requests.map((asked) => [asked, rules.evaluate(asked).outcome]));
    expect(turns).toBeGreaterThan(1);
  });
});

it('staleEvaluation denies and says why', () => {
  expect(staleEvaluation()).toMatchObject({
    outcome: 'deny',
    reasons: [{ code: 'rules-stale' }],
    obligations: [],
  });
});
