import type { CallerIdentity } from '@acgs/access';
import {
  type Approval,
  type ApprovalAnswerRequest,
  type ApprovalPageQuery,
  smallestDecisionId,
} from '@acgs/contracts';
import { AwaitedRows } from '@acgs/database';
import type { Deadline } from '@acgs/http-client';
import { Inject, Injectable } from '@nestjs/common';
import { Registry } from 'prom-client';
import { ENGINE_SETTINGS, type EngineSettings } from '../config.js';
import { ActiveRuleSets } from '../rule-sets/active-rule-sets.js';
import {
  ApprovalAnsweredError,
  ApprovalExpiredError,
  ApprovalNotFoundError,
  ApprovalOutdatedError,
} from './approval.errors.js';
import { ApprovalsRepository } from './approvals.repository.js';
import {
  approvalOf,
  type AwaitedApproval,
  type EscalatedDecision,
  pendingSince,
  pendingUntil,
  statusOf,
} from './escalated-decision.js';
import { requireAnother, requireNoAgent } from './requesters.js';
import { areSameRules } from './same-rules.js';

/** Kept back of the time that the caller waits, to answer in. */
const ANSWER_MILLISECONDS = 250;
const LOOK_AGAIN_MILLISECONDS = 100;

type ApprovalSettings = Pick<EngineSettings, 'APPROVAL_PENDING_HOURS' | 'APPROVAL_TTL_SECONDS'>;

export interface Waiting {
  readonly seconds: number;
  readonly deadline: Deadline;
  readonly callerGone: AbortSignal;
}

@Injectable()
export class ApprovalsService {
  private readonly awaited: AwaitedRows<AwaitedApproval>;

  constructor(
    @Inject(ENGINE_SETTINGS) private readonly settings: ApprovalSettings,
    private readonly repository: ApprovalsRepository,
    private readonly rules: ActiveRuleSets,
    registry: Registry,
  ) {
    const help = 'Requests that wait for somebody to answer an escalated decision.';
    const gauge = { name: 'acgs_approvals_waiting', help };
    const look = (approvals: readonly AwaitedApproval[]): Promise<number[]> => repository.answered(approvals);
    this.awaited = new AwaitedRows({ lookAgainMilliseconds: LOOK_AGAIN_MILLISECONDS, look, gauge }, registry);
  }

  async list(query: ApprovalPageQuery, { tenant }: CallerIdentity): Promise<Approval[]> {
    const since = pendingSince(new Date(), this.settings.APPROVAL_PENDING_HOURS);
    const rows = await this.repository.list(tenant, query, smallestDecisionId(since));
    return rows.map((row) => this.shown(row));
  }

  /**
   * For who asked, and who may read approvals. While it is pending it waits for the answer, so many seconds at most.
   *
   * @throws ApprovalNotFoundError, to all others as well
   */
  async find(decisionId: string, caller: CallerIdentity, waiting: Waiting): Promise<Approval> {
    const escalated = await this.escalated(decisionId, caller);
    if (caller.actor !== escalated.requestedBy && !caller.permissions.has('approvals:read')) {
      throw new ApprovalNotFoundError(decisionId);
    }
    const milliseconds = this.timeToWait(escalated, waiting);
    if (milliseconds <= 0) return this.shown(escalated);
    await this.awaited.comes({ tenant: caller.tenant, decisionId }, milliseconds, waiting.callerGone);
    return this.shown(await this.escalated(decisionId, caller));
  }

  /**
   * Given again by the same caller, the same answer changes nothing.
   *
   * @throws ApprovalNotFoundError; ApproverNoPersonError, ApprovalOfOwnRequestError; ApprovalAnsweredError,
   * ApprovalExpiredError, ApprovalOutdatedError
   */
  async answer(decisionId: string, given: ApprovalAnswerRequest, caller: CallerIdentity): Promise<Approval> {
    const escalated = await this.escalated(decisionId, caller);
    requireAnother(escalated, caller);
    if (escalated.answer === null) await this.give(escalated, given, caller);
    const answered = await this.escalated(decisionId, caller);
    if (!isAnsweredSo(answered, given, caller)) throw new ApprovalAnsweredError(decisionId);
    return this.shown(answered);
  }

  /**
   * By whoever may answer: who gave it may be gone. Again it changes nothing.
   *
   * @throws ApprovalNotFoundError; ApproverNoPersonError; ApprovalAnsweredError when it was a refusal, or is used up
   */
  async withdraw(decisionId: string, caller: CallerIdentity): Promise<Approval> {
    const escalated = await this.escalated(decisionId, caller);
    if (escalated.answer === null) throw new ApprovalNotFoundError(decisionId);
    requireNoAgent(caller);
    await this.repository.withdraw(caller.tenant, decisionId, caller.subject);
    const withdrawn = this.shown(await this.escalated(decisionId, caller));
    if (withdrawn.status !== 'withdrawn') throw new ApprovalAnsweredError(decisionId);
    return withdrawn;
  }

  private async give(
    escalated: EscalatedDecision,
    given: ApprovalAnswerRequest,
    { tenant, subject }: CallerIdentity,
  ): Promise<void> {
    const { decisionId, pins } = escalated.decision;
    const { APPROVAL_PENDING_HOURS: hours, APPROVAL_TTL_SECONDS: ttlSeconds } = this.settings;
    if (statusOf(escalated, hours, new Date()) !== 'pending') throw new ApprovalExpiredError(decisionId);
    const current = this.rules.current(tenant);
    if (given.answer === 'approve' && current !== null && !areSameRules(current.pins, pins)) {
      throw new ApprovalOutdatedError(decisionId);
    }
    await this.repository.answer({ ...given, tenant, decisionId, answeredBy: subject, ttlSeconds });
  }

  private async escalated(decisionId: string, { tenant }: CallerIdentity): Promise<EscalatedDecision> {
    const escalated = await this.repository.find(tenant, decisionId);
    if (escalated === null) throw new ApprovalNotFoundError(decisionId);
    return escalated;
  }

  private timeToWait(escalated: EscalatedDecision, { seconds, deadline }: Waiting): number {
    if (escalated.answer !== null) return 0;
    const pending = pendingUntil(escalated, this.settings.APPROVAL_PENDING_HOURS).getTime() - Date.now();
    return Math.min(seconds * 1000, deadline.left - ANSWER_MILLISECONDS, pending);
  }

  private shown(escalated: EscalatedDecision): Approval {
    return approvalOf(escalated, this.settings.APPROVAL_PENDING_HOURS, new Date());
  }
}

function isAnsweredSo(
  escalated: EscalatedDecision,
  { answer, note }: ApprovalAnswerRequest,
  { subject }: CallerIdentity,
): boolean {
  if (escalated.answer === null || escalated.withdrawnAt !== null) return false;
  return escalated.answer === answer && escalated.answeredBy === subject && escalated.note === (note ?? null);
}
