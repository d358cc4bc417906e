import { type Effect, type EvaluationRequest, ExplanationSchema, type PolicyRule } from '@acgs/contracts';
import { compileRuleSet, type RuleSet } from './rule-set.js';

const request: EvaluationRequest = {
  subject: { type: 'agent', id: 'a1', properties: {} },
  action: { name: 'transfer', properties: { amount: 50 } },
  resource: { type: 'account', id: 'x', properties: {} },
  context: {},
};

function ruleSet(...rules: [id: string, effect: Effect, when: string][]): RuleSet {
  const digest = '0'.repeat(64);
  const scope = { subjects: ['*'], actions: ['*'], resources: ['*'] };
  const written = rules.map(([id, effect, when]): PolicyRule => ({
    id,
    title: id,
    effect,
    when,
    scope,
    message: id,
    obligations: [],
  }));
  return compileRuleSet({
    constitution: { version: 1, digest, document: { title: 'None', preamble: '', principles: [] } },
    policies: [
      {
        version: 4,
        digest,
        document: { id: 'bank', title: 'Bank', owner: 'team', description: '', rules: written },
      },
    ],
    constitutionalHash: 'cdd01ef066bc6cf2',
  });
}

describe('RuleSet.explain', () => {
  it('tells of every rule that gave a reason, in the order of the reasons', () => {
    const rules = ruleSet(
      ['a', 'permit', 'action.properties.amount < 100.0'],
      ['b', 'forbid', 'context.missing == 1'],
      ['c', 'escalate', 'action.properties.amount > 100.0'],
    );
    const explanation = rules.explain(request);
    expect(explanation.rules).toMatchObject([
      { rule: { id: 'b', policyId: 'bank', version: 4 }, effect: 'forbid', result: 'error' },
      { rule: { id: 'a' }, effect: 'permit', result: 'matched', error: null, firstFailing: null },
    ]);
    expect(explanation.rules[0]?.error).toContain('missing');
    expect(explanation.rules[1]?.values).toEqual([{ path: 'action.properties.amount', value: 50 }]);
    expect(ExplanationSchema.parse(explanation)).toEqual(explanation);
  });

  it('names the first failing part of a permit that came near', () => {
    const when = 'subject.type == "agent" && action.properties.amount < 10.0';
    const { rules, nearestPermits } = ruleSet(['a', 'permit', when]).explain(request);
    expect(rules).toEqual([]);
    expect(nearestPermits).toMatchObject([
      {
        result: 'not-matched',
        condition: when,
        firstFailing: { text: 'action.properties.amount < 10.0', line: 1, column: 28 },
      },
    ]);
  });

  it('gives at most three permits, those with most holding operands first', () => {
    const rules = ruleSet(
      ['none', 'permit', 'false && false'],
      ['half', 'permit', 'true && false'],
      ['third', 'permit', 'true && false && false'],
      ['most', 'permit', 'true && true && false'],
      ['forbid', 'forbid', 'true && true && true && false'],
      ['faulty', 'permit', 'true && true && context.missing == 1'],
    );
    const nearest = rules.explain(request).nearestPermits.map(({ rule }) => rule.id);
    expect(nearest).toEqual(['most', 'half', 'third']);
  });

  it('reaches the same results as the evaluation', () => {
    const rules = ruleSet(
      ['a', 'permit', 'true'],
      ['b', 'warn', '1 == 1'],
      ['c', 'forbid', 'context.missing'],
    );
    const results = rules.explain(request).rules.map(({ rule, result }) => [rule.id, result === 'error']);
    const reasons = rules.evaluate(request).reasons.map(({ rule, code }) => [rule?.id, code === 'error']);
    expect(results).toEqual(reasons);
  });
});
