import {
  type ConstitutionDraft,
  type Effect,
  type Obligation,
  type PolicyDraft,
  type RuleReference,
  type Scope,
} from '@acgs/contracts';
import { type ParameterValues } from './cel/parameters.js';
import { boundariesFor, valueFault } from './parameter-bounds.js';
import { valuesOf } from './rule-parameters.js';

/** One rule as written, whether it stands in a principle or in a policy. */
export interface RuleSource {
  readonly reference: RuleReference;
  readonly effect: Effect;
  readonly scope: Scope;
  readonly when: string;
  readonly parameters: ParameterValues;
  /** Why the rule can't be used whatever its condition says; null when it can. */
  readonly fault: string | null;
  readonly message: string;
  readonly obligations: readonly Obligation[];
}

/** The rules of a constitution's principles; `version` is the constitution's. */
export function principleRules(document: ConstitutionDraft, version: number): RuleSource[] {
  return document.principles.map(({ id, title, rule }) => ({
    reference: { source: 'principle', policyId: null, id, title, version },
    effect: rule.effect,
    scope: rule.scope,
    when: rule.when,
    parameters: valuesOf(rule.params),
    fault: null,
    message: rule.message,
    obligations: rule.obligations,
  }));
}

/** The rules of one policy under a constitution; `version` is the policy's. */
export function policyRules(
  document: PolicyDraft,
  version: number,
  constitution: ConstitutionDraft | null,
): RuleSource[] {
  const boundaries = boundariesFor(document.id, constitution);
  return document.rules.map((rule) => ({
    reference: { source: 'policy', policyId: document.id, id: rule.id, title: rule.title, version },
    effect: rule.effect,
    scope: rule.scope,
    when: rule.when,
    parameters: valuesOf(rule.params),
    fault: valueFault(rule.params, boundaries),
    message: rule.message,
    obligations: rule.obligations,
  }));
}
