import { type PolicyDraft } from '@acgs/contracts';
import { compileRuleSet, type RuleSetSource } from '@acgs/rules';
import { type ReplayedCase } from './evidence.js';
import { codeOf, standingOf } from './standing.js';
import { TunedRule } from './tuned-rule.js';

/**
 * Cases under a rule set of which some rules of one policy vary in their parameters. It gives what `RuleSet.evaluate` gives
 * with the whole set, for a fraction of the cost: what the other rules amount to is found once, and each of those rules is
 * evaluated by itself, over the cases that it can decide.
 */
export class Replay {
  private readonly settled: Uint8Array;
  private readonly rules: ReadonlyMap<string, TunedRule>;

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
    this.rules = new Map(
      policy.rules
        .filter(({ id }) => tuned.has(id))
        .map((rule) => [rule.id, new TunedRule(source, policy, rule, cases, this.settled)]),
    );
  }

  /**
   * The codes of the outcomes, one for each case.
   *
   * @param candidate the policy with other values of those parameters
   */
  outcomes(candidate: PolicyDraft): Uint8Array {
    const standings = this.settled.slice();
    for (const rule of candidate.rules) {
      const tuned = this.rules.get(rule.id);
      tuned?.standings(rule).forEach((standing, at) => {
        const place = tuned.places[at] ?? 0;
        if (standing > (standings[place] ?? 0)) standings[place] = standing;
      });
    }
    return standings.map(codeOf);
  }
}
