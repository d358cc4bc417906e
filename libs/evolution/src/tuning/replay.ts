import { type ConstitutionDraft, type PolicyDraft } from '@acgs/contracts';
import { checkPolicy, compileRuleSet, type RuleSetSource } from '@acgs/rules';
import { type ReplayedCase } from './evidence.js';
import { codeOf, standingOf } from './standing.js';
import { TunedRule } from './tuned-rule.js';

/** What a policy with certain values comes to. */
export interface Replayed {
  /** The codes of the outcomes, one for each case. */
  readonly outcomes: Uint8Array;
  /** How many reasons there are not to let the policy be written so. */
  readonly faults: number;
}

/**
 * Cases under a rule set of which some rules of one policy vary in their parameters. It gives what `RuleSet.evaluate` gives
 * with the whole set, for a fraction of the cost: what the other rules amount to is found once, and each of those rules is
 * evaluated by itself, over the cases that it can decide.
 */
export class Replay {
  private readonly settled: Uint8Array;
  private readonly rules: ReadonlyMap<string, TunedRule>;
  private readonly faults: number;

  /** @param policy among those of the source */
  constructor(
    source: RuleSetSource,
    policy: PolicyDraft,
    tuned: ReadonlySet<string>,
    cases: readonly ReplayedCase[],
  ) {
    const others = { ...policy, rules: policy.rules.filter(({ id }) => !tuned.has(id)) };
    const rest = compileRuleSet({
      ...source,
      policies: source.policies.map((each) =>
        each.document.id === policy.id ? { ...each, document: others } : each,
      ),
    });
    this.settled = Uint8Array.from(cases, ({ request, approved }) =>
      standingOf(rest.evaluate(request, approved)),
    );
    this.faults = checkPolicy(others, source.constitution?.document).length;
    const bounds = { ...source, constitution: boundsOf(source.constitution) };
    this.rules = new Map(
      policy.rules
        .filter(({ id }) => tuned.has(id))
        .map((rule) => [rule.id, new TunedRule(bounds, policy, rule, cases, this.settled)]),
    );
  }

  /** @param candidate the policy with other values of those parameters */
  of(candidate: PolicyDraft): Replayed {
    const standings = this.settled.slice();
    let { faults } = this;
    for (const rule of candidate.rules) {
      const tuned = this.rules.get(rule.id);
      if (tuned === undefined) continue;
      const verdict = tuned.verdict(rule);
      faults += verdict.faults;
      verdict.standings.forEach((standing, at) => {
        const place = tuned.places[at] ?? 0;
        if (standing > (standings[place] ?? 0)) standings[place] = standing;
      });
    }
    return { outcomes: standings.map(codeOf), faults };
  }
}

/** Principles that bound parameters, and do nothing else. */
function boundsOf(constitution: RuleSetSource['constitution']): RuleSetSource['constitution'] {
  if (constitution === null) return null;
  const principles = constitution.document.principles
    .filter(({ bounds = [] }) => bounds.length > 0)
    .map((principle) => ({ ...principle, rule: { ...principle.rule, when: 'false' } }));
  const document: ConstitutionDraft = { ...constitution.document, principles };
  return { ...constitution, document };
}
