import {
  AccessEvaluationRequestSchema,
  type AccessEvaluationsRequest,
  type EvaluationRequest,
  type Fault,
  type PartialEvaluation,
} from '@acgs/contracts';
import { faultsOf } from '@acgs/service';

/** One evaluation with its defaults: what is to be decided, or why it can't be. */
export type ReadEvaluation =
  | { readonly request: EvaluationRequest; readonly faults: null }
  | { readonly request: null; readonly faults: readonly Fault[] };

type Defaults = Pick<AccessEvaluationsRequest, 'subject' | 'action' | 'resource' | 'context'>;

/** Each evaluation of the request with what it takes over from the top (AuthZEN 1.0, section 7.1.1). */
export const readEvaluations = (request: AccessEvaluationsRequest): ReadEvaluation[] =>
  request.evaluations.map((evaluation, index) =>
    readEvaluation(withDefaults(evaluation, request), ['evaluations', index]),
  );

/** `path` leads to the evaluation in the body, for its faults. */
export function readEvaluation(evaluation: PartialEvaluation, path: readonly PropertyKey[]): ReadEvaluation {
  const { success, data, error } = AccessEvaluationRequestSchema.safeParse(evaluation);
  if (success) return { request: data, faults: null };
  const issues = error.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
  return { request: null, faults: faultsOf(issues) };
}

function withDefaults(own: PartialEvaluation, defaults: Defaults): PartialEvaluation {
  return {
    subject: entity(own.subject, defaults.subject),
    action: entity(own.action, defaults.action),
    resource: entity(own.resource, defaults.resource),
    context: own.context === undefined ? defaults.context : own.context,
  };
}

/**
 * An entity of the evaluation stands in the place of the default as a whole, properties included. Only a missing type is
 * taken over (certification scenario of AuthZEN 1.0, "Batch with default value merging"): an id that a client lost on
 * the way must not become somebody else's.
 */
function entity(own: unknown, byDefault: Defaults['subject']): unknown {
  if (own === undefined) return byDefault;
  if (byDefault?.type === undefined || typeof own !== 'object' || own === null || Array.isArray(own))
    return own;
  return { type: byDefault.type, ...own };
}
