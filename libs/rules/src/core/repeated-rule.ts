import { type ConstitutionDraft, type EvaluationRequest, type PolicyRule } from '@acgs/contracts';
import { RepeatedCondition } from './cel/repeated-condition.js';
import { boundariesFor, type ParameterBoundary, valueFault } from './parameter-bounds.js';
import { valuesOf } from './rule-parameters.js';

/** A rule of a policy over the same requests, all in its scope, again and again with other parameters. */
export class RepeatedRule {
  private readonly condition: RepeatedCondition;
  private readonly boundaries: readonly ParameterBoundary[];
  private readonly countsWhenFaulty: boolean;

  /** @param constitution whose bounds hold for the parameters */
  constructor(
    policyId: string,
    { when, effect }: PolicyRule,
    constitution: ConstitutionDraft | null,
    private readonly requests: readonly EvaluationRequest[],
  ) {
    this.condition = new RepeatedCondition(when, requests);
    this.boundaries = boundariesFor(policyId, constitution);
    this.countsWhenFaulty = effect === 'forbid' || effect === 'escalate';
  }

  /** Whether the rule bears on each request: its condition holds, or is faulty and counts nevertheless. */
  matches(params: PolicyRule['params']): boolean[] {
    const fault = valueFault(params, this.boundaries);
    const results = fault === null ? this.condition.evaluate(valuesOf(params)) : null;
    if (results === null) return this.requests.map(() => this.countsWhenFaulty);
    return results.map((result) => (typeof result === 'boolean' ? result : this.countsWhenFaulty));
  }
}
