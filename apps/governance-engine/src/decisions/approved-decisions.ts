import type { CallerIdentity } from '@acgs/access';
import {
  type Decision,
  type DecisionApproval,
  digestOf,
  type EvaluationRequest,
  type Pins,
} from '@acgs/contracts';
import type { RuleSet } from '@acgs/rules';
import { Inject, Injectable } from '@nestjs/common';
import {
  ApprovalExpiredError,
  ApprovalMismatchError,
  ApprovalOutdatedError,
  ApprovalPendingError,
  ApprovalRefusedError,
  ApprovalUsedError,
} from '../approvals/approval.errors.js';
import { ApprovalsRepository } from '../approvals/approvals.repository.js';
import { type EscalatedDecision, statusOf } from '../approvals/escalated-decision.js';
import { areSameRules } from '../approvals/same-rules.js';
import { ENGINE_SETTINGS, type EngineSettings } from '../config.js';
import { DecisionCounts } from './decision-counts.js';
import { DecisionNotRecordedError } from './decision.errors.js';
import { newDecisionId } from './decision-id.js';
import { type IdempotencyClaim, recordOf } from './decision-record.js';
import { DecisionsRepository } from './decisions.repository.js';
import { EarlierDecisions } from './earlier-decisions.js';

export interface PresentedApproval {
  /** Of the escalated decision. */
  readonly approvalId: string;
  /** Null where there is none of this id. */
  readonly escalated: EscalatedDecision | null;
}

export interface ApprovedRequest {
  readonly request: EvaluationRequest;
  readonly approval: PresentedApproval;
  readonly claim: IdempotencyClaim | null;
}

/** Decisions with an approval, each in a transaction of its own: they come as often as people answer. */
@Injectable()
export class ApprovedDecisions {
  constructor(
    @Inject(ENGINE_SETTINGS) private readonly settings: Pick<EngineSettings, 'APPROVAL_PENDING_HOURS'>,
    private readonly approvals: ApprovalsRepository,
    private readonly repository: DecisionsRepository,
    private readonly earlier: EarlierDecisions,
    private readonly counts: DecisionCounts,
  ) {}

  /** To be called before the rules in force are looked at, which may not grow old while it is waited for. */
  async find(approvalId: string, { tenant }: CallerIdentity): Promise<PresentedApproval> {
    return { approvalId, escalated: await this.approvals.find(tenant, approvalId) };
  }

  /**
   * Records a decision and uses the approval up, both or neither. Of those who come at once with one approval, one has a
   * decision. With a key that is taken it resolves to the earlier decision.
   *
   * @throws ApprovalMismatchError, ApprovalPendingError, ApprovalRefusedError, ApprovalExpiredError, ApprovalUsedError,
   * ApprovalOutdatedError; DecisionNotRecordedError; IdempotencyKeyReusedError
   */
  async decide(asked: ApprovedRequest, caller: CallerIdentity, rules: RuleSet): Promise<Decision> {
    const { claim } = asked;
    try {
      return await this.record(asked, caller, rules);
    } catch (error) {
      if (claim === null || error instanceof DecisionNotRecordedError) throw error;
      const earlier = await this.earlier.find(caller, claim);
      if (earlier === null) throw error;
      return earlier[0];
    }
  }

  private async record(asked: ApprovedRequest, caller: CallerIdentity, rules: RuleSet): Promise<Decision> {
    const { request, claim } = asked;
    const { approvalId } = asked.approval;
    const approval = this.usable(asked, caller, rules.pins);
    const evaluation = rules.evaluate(request, true);
    const record = recordOf(newDecisionId(), request, caller, evaluation, rules.pins, approval);
    const isRecorded = await this.repository.insertApproved({ records: [record], claim }, (transaction) =>
      this.approvals.use(transaction, caller.tenant, approvalId, record.decision),
    );
    if (isRecorded) {
      this.counts.add([record]);
      return record.decision;
    }
    this.usable({ ...asked, approval: await this.find(approvalId, caller) }, caller, rules.pins);
    throw new ApprovalUsedError(approvalId);
  }

  private usable(
    { request, approval: { approvalId, escalated } }: ApprovedRequest,
    { actor }: CallerIdentity,
    pins: Pins,
  ): DecisionApproval {
    if (escalated?.requestedBy !== actor || digestOf(escalated.request) !== digestOf(request)) {
      throw new ApprovalMismatchError(approvalId);
    }
    const given = this.given(escalated);
    if (!areSameRules(escalated.decision.pins, pins)) throw new ApprovalOutdatedError(approvalId);
    return given;
  }

  private given(escalated: EscalatedDecision): DecisionApproval {
    const { decisionId } = escalated.decision;
    const status = statusOf(escalated, this.settings.APPROVAL_PENDING_HOURS, new Date());
    if (status === 'expired') throw new ApprovalExpiredError(decisionId);
    if (escalated.answer === null) throw new ApprovalPendingError(decisionId);
    if (status === 'used') throw new ApprovalUsedError(decisionId);
    if (status !== 'approved') throw new ApprovalRefusedError(decisionId);
    return { decisionId, approvedBy: escalated.answeredBy, approvedAt: escalated.answeredAt.toISOString() };
  }
}
