import { type PolicyDraft, type PolicyRule } from '@acgs/contracts';
import { checkPolicy, compileRuleSet, type RuleSet, type RuleSetSource } from '@acgs/rules';
import { LRUCache } from 'lru-cache';
import { type ReplayedCase } from './evidence.js';
import { Standing, standingOf } from './standing.js';

/** What one rule with certain values comes to. */
interface RuleVerdict {
  /** One for each of the cases that the rule can decide. */
  readonly standings: Uint8Array;
  /** How many reasons there are not to let it be written so. */
  readonly faults: number;
}

/** What the verdicts of one rule may hold, in bytes, more or less. */
const MEMORY = 32 * 2 ** 20;
const ENTRY_WEIGHT = 512;

const STRONGEST: Readonly<Record<PolicyRule['effect'], number>> = {
  forbid: Standing.forbid,
  escalate: Standing.escalate,
  permit: Standing.permit,
  warn: Standing.none,
};

/** A rule whose parameters vary, over the cases that it can decide: those in its scope that no other rule settles. */
export class TunedRule {
  /** Of the cases that the rule can decide. */
  readonly places: Uint32Array;
  private readonly decidable: readonly ReplayedCase[];
  private readonly verdicts = new LRUCache<string, RuleVerdict>({
    maxSize: MEMORY,
    sizeCalculation: ({ standings }) => standings.length + ENTRY_WEIGHT,
  });

  /**
   * @param source a constitution that does no more than set bounds
   * @param settled what the other rules amount to, for each case
   */
  constructor(
    private readonly source: RuleSetSource,
    private readonly policy: PolicyDraft,
    rule: PolicyRule,
    cases: readonly ReplayedCase[],
    settled: Uint8Array,
  ) {
    const everywhere = this.compiled({ ...rule, params: {}, when: 'true', effect: 'forbid' });
    const decidable = cases.flatMap((given, place) => {
      if ((settled[place] ?? Standing.none) >= STRONGEST[rule.effect]) return [];
      return standingOf(everywhere.evaluate(given.request)) === Standing.forbid ? [{ given, place }] : [];
    });
    this.places = Uint32Array.from(decidable, ({ place }) => place);
    this.decidable = decidable.map(({ given }) => given);
  }

  /** The same for the same values, and evaluated once for as long as it is remembered. */
  verdict(rule: PolicyRule): RuleVerdict {
    const key = JSON.stringify(rule.params ?? {});
    const known = this.verdicts.get(key);
    if (known !== undefined) return known;
    const rules = this.compiled(rule);
    const verdict = {
      standings: Uint8Array.from(this.decidable, ({ request, approved }) =>
        standingOf(rules.evaluate(request, approved)),
      ),
      faults: checkPolicy({ ...this.policy, rules: [rule] }, this.source.constitution?.document).length,
    };
    this.verdicts.set(key, verdict);
    return verdict;
  }

  private compiled(rule: PolicyRule): RuleSet {
    const document = { ...this.policy, rules: [rule] };
    return compileRuleSet({ ...this.source, policies: [{ version: 0, digest: '', document }] });
  }
}
