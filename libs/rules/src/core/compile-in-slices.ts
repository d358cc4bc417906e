import { compileRuleSet, type RuleSet, type RuleSetSource } from './rule-set.js';
import { sharedCondition } from './shared-condition.js';

const SLICE_MILLISECONDS = 10;

/**
 * The same rule set as `compileRuleSet` gives. Conditions are compiled in slices of 10 ms, between which the event loop
 * goes on, so that thousands of new rules hold nobody up.
 */
export async function compileRuleSetInSlices(source: RuleSetSource): Promise<RuleSet> {
  const held = [];
  let end = performance.now() + SLICE_MILLISECONDS;
  for (const text of conditionTexts(source)) {
    held.push(sharedCondition(text));
    if (performance.now() < end) continue;
    await new Promise(setImmediate);
    end = performance.now() + SLICE_MILLISECONDS;
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
