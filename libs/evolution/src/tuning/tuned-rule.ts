import { type PolicyDraft, type PolicyRule } from '@acgs/contracts';
import { compileRuleSet, RepeatedRule, type RuleSet, type RuleSetSource } from '@acgs/rules';
import { LRUCache } from 'lru-cache';
import { type ReplayedCase } from './evidence.js';
import { Standing, standingOf } from './standing.js';

/** What is remembered of one rule, in bytes, more or less. */
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
  private readonly repeated: RepeatedRule;
  private readonly strongest: Uint8Array;
  private readonly known = new LRUCache<string, Uint8Array>({
    maxSize: MEMORY,
    sizeCalculation: ({ length }) => length + ENTRY_WEIGHT,
  });

  /** @param settled what the other rules amount to, for each case */
  constructor(
    source: RuleSetSource,
    policy: PolicyDraft,
    rule: PolicyRule,
    cases: readonly ReplayedCase[],
    settled: Uint8Array,
  ) {
    const decidable = cases.flatMap((given, place) => {
      const strongest = given.approved && rule.effect === 'escalate' ? Standing.none : STRONGEST[rule.effect];
      return strongest > (settled[place] ?? Standing.none) ? [{ ...given, place, strongest }] : [];
    });
    const scope = scopeOf(source, policy, rule);
    const inScope = decidable.filter(
      ({ request }) => standingOf(scope.evaluate(request)) === Standing.forbid,
    );
    this.places = Uint32Array.from(inScope, ({ place }) => place);
    this.strongest = Uint8Array.from(inScope, ({ strongest }) => strongest);
    const requests = inScope.map(({ request }) => request);
    this.repeated = new RepeatedRule(policy.id, rule, source.constitution?.document ?? null, requests);
  }

  /** One standing for each of the cases that it can decide; found once for as long as it is remembered. */
  standings({ params }: PolicyRule): Uint8Array {
    const key = JSON.stringify(params ?? {});
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const matches = this.repeated.matches(params);
    const standings = this.strongest.map((strongest, at) =>
      matches[at] === true ? strongest : Standing.none,
    );
    this.known.set(key, standings);
    return standings;
  }
}

/** Forbids what is in the scope of the rule, and nothing else. */
function scopeOf(source: RuleSetSource, policy: PolicyDraft, rule: PolicyRule): RuleSet {
  const document = { ...policy, rules: [{ ...rule, params: {}, when: 'true', effect: 'forbid' as const }] };
  const constitution = source.constitution && {
    ...source.constitution,
    document: { ...source.constitution.document, principles: [] },
  };
  return compileRuleSet({ ...source, constitution, policies: [{ version: 0, digest: '', document }] });
}
