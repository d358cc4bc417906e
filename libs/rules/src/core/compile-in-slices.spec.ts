import type { PolicyDraft } from '@acgs/contracts';
import { compileRuleSetInSlices } from './compile-in-slices.js';
import { compileRuleSet, type RuleSetSource } from './rule-set.js';

const ANYTHING = { subjects: ['*'], actions: ['*'], resources: ['*'] };

function sourceOf(count: number, salt: string): RuleSetSource {
  const rule = (index: number): PolicyDraft['rules'][number] => ({
    id: `R${String(index)}`,
    title: 'a limit',
    scope: ANYTHING,
    when: `action.properties.amount > ${String(index)} && context.salt == '${salt}'`,
    effect: 'forbid',
    message: 'over the limit',
    obligations: [],
  });
  const document: PolicyDraft = {
    id: 'limits',
    title: 'Limits',
    owner: 'finance',
    description: '',
    rules: Array.from({ length: count }, (_, index) => rule(index)),
  };
  return { constitution: null, policies: [{ version: 1, digest: 'd', document }], constitutionalHash: 'h' };
}

describe('compileRuleSetInSlices', () => {
  it('lets other work go on while thousands of new conditions are compiled', async () => {
    let turns = 0;
    const others = setInterval(() => (turns += 1), 1);
    const ruleSet = await compileRuleSetInSlices(sourceOf(2000, 'turns'));
    clearInterval(others);
    expect(ruleSet.ruleCount).toBe(2000);
    expect(turns).toBeGreaterThan(1);
  });

  it('gives what compiling at once gives', async () => {
    const source = sourceOf(50, 'same');
    const sliced = await compileRuleSetInSlices(source);
    const atOnce = compileRuleSet(source);
    expect(sliced.pins).toEqual(atOnce.pins);
    expect(sliced.ruleCount).toBe(atOnce.ruleCount);
  });
});
