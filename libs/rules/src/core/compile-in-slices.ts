import { compileRuleSet, type RuleSet, type RuleSetSource } from './rule-set.js';
import { sharedCondition } from './shared-condition.js';
import { Slices } from './slices.js';

/**
 * The same rule set as `compileRuleSet` gives. Conditions are compiled in slices, so that thousands of new rules hold
 * nobody up.
 */
export async function compileRuleSetInSlices(source: RuleSetSource): Promise<RuleSet> {
  const held = [];
  const slices = new Slices();
  for (const text of conditionTexts(source)) {
    held.push(sharedCondition(text));
    if (slices.isOver()) await slices.next();
  }
  return compileRuleSet(source);
}

function conditionTexts({ constitution, policies }: RuleSetSource): Set<string> {
  const principles = constitution?.document.principles ?? [];
  return new Set([
    ...principles.map(({ rule }) => rule.when),
    ...policies.flatMap(({ document }) => document.rules.map(({ when }) => when)),
  ]);
}
