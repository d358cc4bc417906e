import type { FlipChange, FlipReason, Outcome, Reason } from '@acgs/contracts';

/** What is kept of reasons: the rules have their text, and the decision its own. */
export const keptReasons = (reasons: readonly Reason[]): FlipReason[] =>
  reasons.map(({ rule, code, effect, message, error }) => ({
    rule: rule === null ? null : rule.policyId === null ? rule.id : `${rule.policyId}/${rule.id}`,
    code,
    effect,
    message,
    error,
  }));

/**
 * The rules that speak on one side alone, or with another effect or code: what the flip comes of. All rules of the
 * candidate where none does, as when a person had approved.
 */
export function rulesBehind(recorded: readonly FlipReason[], candidate: readonly FlipReason[]): string[] {
  const [before, after] = [wordsOf(recorded), wordsOf(candidate)];
  const names = new Set([...before.keys(), ...after.keys()]);
  const differing = [...names].filter((name) => before.get(name) !== after.get(name));
  return differing.length > 0 ? differing : [...after.keys()];
}

function wordsOf(reasons: readonly FlipReason[]): Map<string, string> {
  const words = new Map<string, string>();
  for (const { rule, code, effect } of reasons) {
    if (rule !== null) words.set(rule, `${code} ${String(effect)}`);
  }
  return words;
}

export function changeOf(recorded: Outcome, candidate: Outcome, label: Outcome | null): FlipChange {
  if (label === null) return 'unlabelled';
  if (label === candidate) return 'better';
  return label === recorded ? 'worse' : 'neither';
}
