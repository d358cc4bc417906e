import type { Decision, EvaluationRequest, EvaluationsSemantic } from '@acgs/contracts';
import fc from 'fast-check';
import { accessDecisionOf, answersOf, ENDS_WITH, isPermitted, reachable } from './access-decisions.js';
import type { ReadEvaluation } from './read-evaluations.js';

type Kind = 'allow' | 'deny' | 'escalate' | 'fault';

const SEMANTICS = Object.keys(ENDS_WITH) as EvaluationsSemantic[];
const anyKind = fc.constantFrom<Kind>('allow', 'deny', 'escalate', 'fault');

const evaluationOf = (kind: Kind): ReadEvaluation =>
  kind === 'fault'
    ? { request: null, faults: [{ path: '/subject', message: 'is missing' }] }
    : { request: { context: { kind } } as unknown as EvaluationRequest, faults: null };

const decisionOf = (kind: Kind): Decision => ({ outcome: kind }) as Decision;

/** As the service does it: decides what is reachable, up to the end. */
function decided(kinds: readonly Kind[], semantic: EvaluationsSemantic): Decision[] {
  const decisions: Decision[] = [];
  for (const { request } of reachable(kinds.map(evaluationOf), semantic)) {
    if (request === null) continue;
    const decision = decisionOf(request.context.kind as Kind);
    decisions.push(decision);
    if (ENDS_WITH[semantic](isPermitted(decision.outcome))) break;
  }
  return decisions;
}

/** The semantics in the words of the standard: all, or up to the first denial or failure, or the first permit. */
function expectedLength(kinds: readonly Kind[], semantic: EvaluationsSemantic): number {
  if (semantic === 'execute_all') return kinds.length;
  const permitted = semantic === 'permit_on_first_permit';
  const end = kinds.findIndex((kind) => (kind === 'allow') === permitted);
  return end < 0 ? kinds.length : end + 1;
}

describe('answersOf', () => {
  it.each(SEMANTICS)('has one answer for each evaluation that %s reaches, in their order', (semantic) => {
    fc.assert(
      fc.property(fc.array(anyKind, { maxLength: 8 }), (kinds) => {
        const decisions = decided(kinds, semantic);
        const answers = answersOf(kinds.map(evaluationOf), decisions, semantic);
        const reached = kinds.slice(0, expectedLength(kinds, semantic));
        expect(answers.map(({ decision }) => decision)).toStrictEqual(
          reached.map((kind) => kind === 'allow'),
        );
        expect(answers.map(({ context }) => ('error' in context ? 'fault' : context.outcome))).toStrictEqual(
          reached,
        );
        expect(decisions).toHaveLength(reached.filter((kind) => kind !== 'fault').length);
      }),
    );
  });
});

describe('accessDecisionOf', () => {
  it.each([
    ['allow', true],
    ['deny', false],
    ['escalate', false],
  ] as const)('makes %s a decision of %s and keeps it as context', (outcome, decision) => {
    const recorded = decisionOf(outcome);
    expect(accessDecisionOf(recorded)).toStrictEqual({ decision, context: recorded });
  });
});
