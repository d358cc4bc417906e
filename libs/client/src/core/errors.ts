import type { Decision, Fault, Obligation, Problem, Reason } from './api.js';

/** Types of faults that the client itself finds; those of the API are `urn:acgs:problem:<name>`. */
export const CLIENT_FAULTS = {
  /** No connection, a connection that broke off, or none of it in time. Whether the service acted is not known. */
  noAnswer: 'urn:acgs:client:no-answer',
  /** The time of the call is used up. Whether the service acted is not known. */
  deadlineExceeded: 'urn:acgs:client:deadline-exceeded',
  /** An answer that is not what the document says. */
  answerUnusable: 'urn:acgs:client:answer-unusable',
  /** An answer that does not name the constitutional hash of the client. */
  otherHash: 'urn:acgs:client:other-constitutional-hash',
  /** There is no access token to be had. */
  noToken: 'urn:acgs:client:no-token',
  /** The client was asked for what it cannot send. */
  requestUnusable: 'urn:acgs:client:request-unusable',
} as const;

export interface AcgsFault {
  readonly type: string;
  readonly status?: number | null;
  readonly problem?: Problem | null;
  readonly requestId?: string | null;
  readonly retryAfterMilliseconds?: number;
  readonly cause?: unknown;
}

/** A call without a usable answer. It never means that something is allowed. */
export class AcgsError extends Error {
  override readonly name = 'AcgsError';
  /** A problem type of the API, or one of `CLIENT_FAULTS`. */
  readonly type: string;
  /** Null when no answer came. */
  readonly status: number | null;
  /** What is wrong with the request, each with its place. */
  readonly faults: readonly Fault[];
  /** The problem details (RFC 9457) as they came. */
  readonly problem: Problem | null;
  /** For the operators' log. */
  readonly requestId: string | null;
  /** What `Retry-After` asked for; 0 without one. */
  readonly retryAfterMilliseconds: number;

  constructor(message: string, fault: AcgsFault) {
    super(message, { cause: fault.cause });
    this.type = fault.type;
    this.status = fault.status ?? null;
    this.problem = fault.problem ?? null;
    this.faults = this.problem?.faults ?? [];
    this.requestId = fault.requestId ?? null;
    this.retryAfterMilliseconds = fault.retryAfterMilliseconds ?? 0;
  }
}

/** The rules deny, or a person has refused what they escalated. The function was not run. */
export class DeniedError extends Error {
  override readonly name = 'DeniedError';
  readonly reasons: readonly Reason[];

  constructor(readonly decision: Decision) {
    const refused = decision.outcome === 'escalate' ? 'A person has refused it. ' : '';
    super(`Denied: ${refused}${messagesOf(decision)}`);
    this.reasons = decision.reasons;
  }
}

/** How far the approval is: not waited for, waited for in vain, expired, or not accepted by the rules in force. */
export type EscalationState = 'not-waited' | 'pending' | 'expired' | 'withdrawn' | 'not-accepted';

const NEXT_STEPS: Readonly<Record<EscalationState, string>> = {
  'not-waited': 'A person has to approve it; then ask again with the approval',
  pending: 'Nobody has answered yet; ask again later with the approval',
  expired: 'The approval was not given or not used in time; ask anew',
  withdrawn: 'The approval was withdrawn; ask anew',
  'not-accepted': 'The approval does not fit the request and the rules in force; ask anew',
};

/** A person has to decide. The function was not run; the message says what to do next. */
export class EscalatedError extends Error {
  override readonly name = 'EscalatedError';
  readonly reasons: readonly Reason[];
  /** The value of the header `Approval`, and the id under `/api/v1/approvals`. */
  readonly approvalId: string;

  constructor(
    readonly decision: Decision,
    readonly state: EscalationState,
    options?: ErrorOptions,
  ) {
    super(`Escalated: ${messagesOf(decision)} ${NEXT_STEPS[state]} (${decision.decisionId}).`, options);
    this.reasons = decision.reasons;
    this.approvalId = decision.decisionId;
  }
}

/** It is allowed under an obligation that could not be fulfilled. The function was not run. */
export class ObligationError extends Error {
  override readonly name = 'ObligationError';

  constructor(
    readonly decision: Decision,
    readonly obligation: Obligation,
    cause?: unknown,
  ) {
    const why = cause === undefined ? 'there is no handler for it' : 'its handler failed';
    super(`Not run: the obligation "${obligation.id}" has to be fulfilled, and ${why}.`, { cause });
  }
}

function messagesOf({ reasons }: Decision): string {
  const spoken = reasons.filter(({ effect }) => effect !== 'warn' && effect !== 'permit');
  return [...new Set(spoken.map(({ message }) => message))].join(' ');
}
