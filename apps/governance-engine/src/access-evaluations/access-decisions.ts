import type {
  AccessDecision,
  AccessEvaluationsAnswer,
  Decision,
  EvaluationsSemantic,
  Fault,
} from '@acgs/contracts';
import type { ReadEvaluation } from './read-evaluations.js';

/** Whether an evaluation with this decision is the last one that is reached (AuthZEN 1.0, section 7.1.2.1). */
export const ENDS_WITH: Readonly<Record<EvaluationsSemantic, (permitted: boolean) => boolean>> = {
  execute_all: () => false,
  deny_on_first_deny: (permitted) => !permitted,
  permit_on_first_permit: (permitted) => permitted,
};

/** True for `allow` alone: what a person has still to decide is not permitted. */
export const isPermitted = (outcome: Decision['outcome']): boolean => outcome === 'allow';

export const accessDecisionOf = (decision: Decision): AccessDecision => ({
  decision: isPermitted(decision.outcome),
  context: decision,
});

/** In the order of the answer; none for evaluations with faults. */
export const decisionIdsOf = (answer: AccessDecision | AccessEvaluationsAnswer): string[] =>
  ('evaluations' in answer ? answer.evaluations : [answer]).flatMap(({ context }) =>
    'decisionId' in context ? [context.decisionId] : [],
  );

/** The evaluations whose faults do not end the request before they are reached, in their order. */
export function reachable(
  evaluations: readonly ReadEvaluation[],
  semantic: EvaluationsSemantic,
): readonly ReadEvaluation[] {
  if (!ENDS_WITH[semantic](false)) return evaluations;
  const end = evaluations.findIndex(({ faults }) => faults !== null);
  return end < 0 ? evaluations : evaluations.slice(0, end + 1);
}

/**
 * The answer, which depends on nothing but its arguments: so it is the same for a repeated request. `decisions` are
 * those of the evaluations without faults, as far as they were decided.
 */
export function answersOf(
  evaluations: readonly ReadEvaluation[],
  decisions: readonly Decision[],
  semantic: EvaluationsSemantic,
): AccessDecision[] {
  const answers: AccessDecision[] = [];
  let decided = 0;
  for (const { faults } of evaluations) {
    const decision = faults === null ? decisions[decided++] : undefined;
    const answer = decision === undefined ? failureOf(faults ?? []) : accessDecisionOf(decision);
    answers.push(answer);
    if (ENDS_WITH[semantic](answer.decision)) break;
  }
  return answers;
}

const failureOf = (faults: readonly Fault[]): AccessDecision => ({
  decision: false,
  context: { error: { status: 400, message: 'The evaluation is not valid.', faults: [...faults] } },
});
