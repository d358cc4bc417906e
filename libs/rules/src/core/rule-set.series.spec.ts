import type { EvaluationRequest } from '@acgs/contracts';
import { compileRuleSet } from './rule-set.js';

describe('RuleSet.evaluateAll, told which result is the last', () => {
  const rules = compileRuleSet({ constitution: null, policies: [], constitutionalHash: 'cdd01ef066bc6cf2' });
  const requests = ['a', 'b', 'c'].map((id): EvaluationRequest => ({
    subject: { type: 'agent', id: 'a1', properties: {} },
    action: { name: 'read', properties: {} },
    resource: { type: 'file', id, properties: {} },
    context: {},
  }));

  it.each([
    ['a', ['a']],
    ['b', ['a', 'b']],
    ['none', ['a', 'b', 'c']],
  ])('gives it and evaluates nothing behind it: %s', async (last, expected) => {
    const asked: string[] = [];
    const results = await rules.evaluateAll(
      requests,
      ({ resource }) => {
        asked.push(resource.id);
        return resource.id;
      },
      (id) => id === last,
    );
    expect([results, asked]).toStrictEqual([expected, expected]);
  });
});
