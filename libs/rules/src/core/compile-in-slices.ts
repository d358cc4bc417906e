import { type PolicyRule } from '@acgs/contracts';
import { compileRuleSet, type RuleSet, type RuleSetSource } from './rule-set.js';
import { valuesOf } from './rule-parameters.js';
import { sharedCondition } from './shared-condition.js';
import { Slices } from './slices.js';

/**
 * The same rule set as `compileRuleSet` gives. Conditions are compiled in slices, so that thousands of new rules hold
 * nobody up.
 */
export async function compileRuleSetInSlices(source: RuleSetSource): Promise<RuleSet> {
  const held = [];
  const slices = new Slices();
  for (const { when, params } of rulesOf(source)) {
    held.push(sharedCondition(when, valuesOf(params)));
    if (slices.isOver()) await slices.next();
  }
  return compileRuleSet(source);
}

function rulesOf({ constitution, policies }: RuleSetSource): Pick<PolicyRule, 'when' | 'params'>[] {
  const principles = constitution?.document.principles ?? [];
  return [...principles.map(({ rule }) => rule), ...policies.flatMap(({ document }) => document.rules)];
}
