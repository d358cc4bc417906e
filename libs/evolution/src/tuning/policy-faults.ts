import { type ConstitutionDraft, type PolicyDraft } from '@acgs/contracts';
import { checkPolicy } from '@acgs/rules';
import { LRUCache } from 'lru-cache';

const REMEMBERED = 10_000;

/** How many reasons `checkPolicy` finds not to let a policy be written, of which some rules vary in their parameters. */
export class PolicyFaults {
  private readonly ofOthers: number;
  private readonly known = new LRUCache<string, number>({ max: REMEMBERED });

  constructor(
    policy: PolicyDraft,
    private readonly tuned: ReadonlySet<string>,
    private readonly constitution: ConstitutionDraft | undefined,
  ) {
    const others = policy.rules.filter(({ id }) => !tuned.has(id));
    this.ofOthers = checkPolicy({ ...policy, rules: others }, constitution).length;
  }

  count(candidate: PolicyDraft): number {
    const tuned = candidate.rules.filter(({ id }) => this.tuned.has(id));
    return tuned.reduce((sum, rule) => {
      const key = JSON.stringify([rule.id, rule.params]);
      const faults =
        this.known.get(key) ?? checkPolicy({ ...candidate, rules: [rule] }, this.constitution).length;
      this.known.set(key, faults);
      return sum + faults;
    }, this.ofOthers);
  }
}
