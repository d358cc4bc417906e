import type { Decision, EvaluationRequest } from './api.js';
import { AcgsError, CLIENT_FAULTS } from './errors.js';
import type { Answer } from './exchange.js';
import { CONSTITUTIONAL_HASH } from './openapi.generated.js';

const OUTCOMES: readonly unknown[] = ['allow', 'deny', 'escalate'];

/** @throws AcgsError for whatever is not wholly a decision under the constitutional hash: doubt is no allow */
export function decisionOf({ body, status, headers }: Answer): Decision {
  const decision = (body ?? {}) as Partial<Record<keyof Decision, unknown>>;
  const isDecision =
    typeof decision.decisionId === 'string' &&
    OUTCOMES.includes(decision.outcome) &&
    Array.isArray(decision.reasons) &&
    decision.reasons.every((reason) => hasText(reason, 'message')) &&
    Array.isArray(decision.obligations) &&
    decision.obligations.every((obligation) => hasText(obligation, 'id')) &&
    (decision.pins as Partial<Decision['pins']> | undefined)?.constitutionalHash === CONSTITUTIONAL_HASH;
  if (isDecision) return body as Decision;
  throw new AcgsError('The answer is not a decision', {
    type: CLIENT_FAULTS.answerUnusable,
    status,
    requestId: headers.get('X-Request-Id'),
  });
}

const hasText = (value: unknown, member: string): boolean =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Record<string, unknown>)[member] === 'string';

/**
 * The request as it is sent. Rules have to see what the action gets, so what JSON would leave out or turn into something
 * else is refused.
 *
 * @throws AcgsError with the place
 */
export function sentTextOf(request: EvaluationRequest): string {
  refuseUnsendable(request, '', new Set());
  return JSON.stringify(request);
}

function refuseUnsendable(value: unknown, path: string, above: Set<object>): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number' && Number.isFinite(value)) return;
  if (value instanceof Date && !Number.isNaN(value.getTime())) return;
  if (typeof value !== 'object' || above.has(value) || !isPlain(value)) {
    throw new AcgsError(`What stands at "${path}" of the evaluation request is nothing that JSON can carry`, {
      type: CLIENT_FAULTS.requestUnusable,
    });
  }
  above.add(value);
  for (const [key, member] of Object.entries(value)) {
    const leftOut = member === undefined && !Array.isArray(value);
    if (!leftOut) refuseUnsendable(member, `${path}/${key}`, above);
  }
  above.delete(value);
}

function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype = Object.getPrototypeOf(value) as object | null;
  const isRecord = prototype === null || Object.getPrototypeOf(prototype) === null;
  return isRecord && !('toJSON' in value) && Object.getOwnPropertySymbols(value).length === 0;
}
