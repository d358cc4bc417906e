import type { Approval, ApprovalAnswer, ApprovalStatus, Decision, EvaluationRequest } from '@acgs/contracts';

const HOUR = 60 * 60 * 1000;

interface Unanswered {
  readonly answer: null;
}

interface Answered {
  readonly answer: ApprovalAnswer;
  readonly answeredBy: string;
  readonly answeredAt: Date;
  readonly expiresAt: Date | null;
  readonly note: string | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawnBy: string | null;
  readonly usedBy: string | null;
  /** By the clock of the database. */
  readonly isOver: boolean | null;
}

/** An escalated decision as recorded, with the answer if there is one. */
export type EscalatedDecision = {
  readonly tenant: string;
  readonly requestedBy: string;
  readonly request: EvaluationRequest;
  readonly decision: Decision;
} & (Unanswered | Answered);

export interface AwaitedApproval {
  readonly tenant: string;
  readonly decisionId: string;
}

/** When the time to answer ends. */
export const pendingUntil = ({ decision }: EscalatedDecision, pendingHours: number): Date =>
  new Date(Date.parse(decision.decidedAt) + pendingHours * HOUR);

/** The moment before which a decision that was escalated is pending no longer. */
export const pendingSince = (now: Date, pendingHours: number): Date =>
  new Date(now.getTime() - pendingHours * HOUR + 1);

export function statusOf(escalated: EscalatedDecision, pendingHours: number, now: Date): ApprovalStatus {
  if (escalated.answer === null) return now < pendingUntil(escalated, pendingHours) ? 'pending' : 'expired';
  if (escalated.answer === 'refuse') return 'refused';
  if (escalated.usedBy !== null) return 'used';
  if (escalated.withdrawnAt !== null) return 'withdrawn';
  return escalated.isOver === true ? 'expired' : 'approved';
}

export function approvalOf(escalated: EscalatedDecision, pendingHours: number, now: Date): Approval {
  const { tenant, requestedBy, request, decision } = escalated;
  return {
    decisionId: decision.decisionId,
    status: statusOf(escalated, pendingHours, now),
    decision: { ...decision, request, requestedBy, tenant },
    pendingUntil: pendingUntil(escalated, pendingHours).toISOString(),
    given: escalated.answer === null ? null : givenOf(escalated),
    usedBy: escalated.answer === null ? null : escalated.usedBy,
  };
}

const givenOf = ({
  answer,
  answeredBy,
  answeredAt,
  expiresAt,
  note,
  withdrawnAt,
  withdrawnBy,
}: Answered): NonNullable<Approval['given']> => ({
  answer,
  answeredBy,
  answeredAt: answeredAt.toISOString(),
  expiresAt: expiresAt?.toISOString() ?? null,
  note,
  withdrawnAt: withdrawnAt?.toISOString() ?? null,
  withdrawnBy,
});
