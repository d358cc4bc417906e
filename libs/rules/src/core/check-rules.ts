import { type ConstitutionDraft, type Fault, type PolicyDraft } from '@acgs/contracts';
import { checkCondition } from './cel/check-condition.js';

/** The faults of every condition in a constitution, in document order; the schema's own checks are taken as passed. */
export function checkConstitution(draft: ConstitutionDraft): Fault[] {
  return draft.principles.flatMap(({ rule }, index) => faultsOf(rule.when, `/principles/${index}/rule/when`));
}

/** The faults of every condition in a policy, in document order; the schema's own checks are taken as passed. */
export function checkPolicy(draft: PolicyDraft): Fault[] {
  return draft.rules.flatMap(({ when }, index) => faultsOf(when, `/rules/${index}/when`));
}

function faultsOf(condition: string, path: string): Fault[] {
  return checkCondition(condition).map(({ message, line, column, suggestion }) =>
    suggestion === null ? { path, message, line, column } : { path, message, line, column, suggestion },
  );
}
