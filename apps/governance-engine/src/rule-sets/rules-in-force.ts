import type { CallerIdentity } from '@acgs/access';
import type { EvaluationRequest, Pins } from '@acgs/contracts';
import type { Evaluation, Freezes, RuleSet } from '@acgs/rules';
import type { PolicySetMember } from './policy-sets.repository.js';

type Party = Pick<CallerIdentity, 'subject' | 'actors'>;

/** What decides for one tenant: its freezes, then its rules. */
export class RulesInForce {
  constructor(
    readonly ruleSet: RuleSet,
    /** What they are compiled from, beside the constitution. */
    readonly policies: readonly PolicySetMember[],
    /** Null where there is none. */
    private readonly freezes: Freezes | null,
  ) {}

  get pins(): Pins {
    return this.ruleSet.pins;
  }

  /** The denial of a request that is frozen, for itself or for who asks; null for any other. */
  frozen(request: EvaluationRequest, { subject, actors }: Party): Evaluation | null {
    return this.freezes === null ? null : this.freezes.evaluate(request, [subject, ...actors], Date.now());
  }

  evaluate(request: EvaluationRequest, party: Party): Evaluation {
    return this.frozen(request, party) ?? this.ruleSet.evaluate(request);
  }
}
