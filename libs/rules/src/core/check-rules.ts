import { type ConstitutionDraft, type Fault, type PolicyDraft, type RuleParameters } from '@acgs/contracts';
import { checkCondition } from './cel/check-condition.js';
import { boundariesFor, boundFaults } from './parameter-bounds.js';
import { valuesOf } from './rule-parameters.js';

/** The faults of every condition in a constitution, in document order; the schema's own checks are taken as passed. */
export function checkConstitution(draft: ConstitutionDraft): Fault[] {
  return draft.principles.flatMap(({ rule }, index) => faultsOf(rule, `/principles/${index}/rule/when`));
}

/**
 * The faults of every condition in a policy, in document order, and of parameters that may leave what a constitution allows;
 * the schema's own checks are taken as passed.
 */
export function checkPolicy(draft: PolicyDraft, constitution: ConstitutionDraft | null = null): Fault[] {
  return [
    ...draft.rules.flatMap((rule, index) => faultsOf(rule, `/rules/${index}/when`)),
    ...boundFaults(draft, boundariesFor(draft.id, constitution)),
  ];
}

interface Conditional {
  readonly when: string;
  readonly params?: RuleParameters | undefined;
}

function faultsOf({ when, params }: Conditional, path: string): Fault[] {
  return checkCondition(when, valuesOf(params)).map(({ message, line, column, suggestion }) =>
    suggestion === null ? { path, message, line, column } : { path, message, line, column, suggestion },
  );
}
