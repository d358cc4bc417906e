import type { CallerIdentity } from '@acgs/access';
import {
  type Decision,
  type DecisionBatchRequest,
  type DecisionQuery,
  digestOf,
  type EvaluationRequest,
  type Outcome,
  type RecordedDecision,
} from '@acgs/contracts';
import { resultsInSlices, staleEvaluation } from '@acgs/rules';
import { Injectable } from '@nestjs/common';
import { ActiveRuleSets, NO_PINS } from '../rule-sets/active-rule-sets.js';
import type { RulesInForce } from '../rule-sets/rules-in-force.js';
import { ApprovedDecisions } from './approved-decisions.js';
import { askedRequest, delegationOf } from './asked-request.js';
import { DecisionNotFoundError } from './decision.errors.js';
import { newDecisionId } from './decision-id.js';
import { DecisionLog } from './decision-log.js';
import { type DecisionRecord, recordOf } from './decision-record.js';
import { DecisionsRepository } from './decisions.repository.js';
import { EarlierDecisions } from './earlier-decisions.js';

/** Requests that are decided in their order, under one rule set, and committed together. */
export interface DecisionSeries {
  readonly requests: readonly EvaluationRequest[];
  /** What an Idempotency-Key stands for. */
  readonly body: unknown;
  /** Whether a decision with this outcome is the last: the requests behind it are then neither decided nor recorded. */
  readonly endsWith: (outcome: Outcome) => boolean;
}

const goesOn = (): boolean => false;

@Injectable()
export class DecisionsService {
  constructor(
    private readonly rules: ActiveRuleSets,
    private readonly log: DecisionLog,
    private readonly repository: DecisionsRepository,
    private readonly earlier: EarlierDecisions,
    private readonly approved: ApprovedDecisions,
  ) {}

  /**
   * Resolves only when the record is durable. With a key that is taken it resolves to the earlier decision; an approval is
   * part of what the key stands for. Where the request is frozen, or the rules can't be confirmed, the denial uses no approval up.
   *
   * @throws SubjectMismatchError, DelegationClaimedError when the caller asks for another and may not
   * @throws DecisionNotRecordedError, DecisionQueueFullError when the record can't be made durable
   * @throws IdempotencyKeyReusedError when the key was used with another body
   * @throws what `ApprovedDecisions.decide` throws, with an approval
   */
  async decide(
    sent: EvaluationRequest,
    caller: CallerIdentity,
    key: string | undefined,
    approvalId?: string,
  ): Promise<Decision> {
    const request = askedRequest(sent, caller);
    const claim = key === undefined ? null : { key, requestDigest: bodyDigest(request, approvalId) };
    const approval = approvalId === undefined ? null : await this.approved.find(approvalId, caller);
    const rules = await this.rulesInForce(caller);
    if (approval !== null && rules?.frozen(request, caller) === null)
      return await this.approved.decide({ request, approval, claim }, caller, rules.ruleSet);
    const evaluation = rules?.evaluate(request, caller) ?? staleEvaluation();
    const record = recordOf(newDecisionId(), request, caller, evaluation, rules?.pins ?? NO_PINS);
    const recorded = await this.log.append({ records: [record], claim });
    if (recorded || claim === null) return record.decision;
    return (await this.earlier.of(caller, claim))[0];
  }

  /** One decision for each request, in their order, committed together. A key covers the whole batch. */
  decideBatch(
    { requests }: DecisionBatchRequest,
    caller: CallerIdentity,
    key: string | undefined,
  ): Promise<Decision[]> {
    return this.decideSeries({ requests, body: requests, endsWith: goesOn }, caller, key);
  }

  /** As `decide`, with the same errors; nothing is decided when the caller may not ask one of the requests. */
  async decideSeries(
    { requests: sent, body, endsWith }: DecisionSeries,
    caller: CallerIdentity,
    key: string | undefined,
  ): Promise<Decision[]> {
    const requests = sent.map((request) => askedRequest(request, caller));
    const claim = key === undefined ? null : { key, requestDigest: digestOf(claimed(body, caller)) };
    const rules = await this.rulesInForce(caller);
    const record = (request: EvaluationRequest): DecisionRecord => {
      const evaluation = rules?.evaluate(request, caller) ?? staleEvaluation();
      return recordOf(newDecisionId(), request, caller, evaluation, rules?.pins ?? NO_PINS);
    };
    const records = await resultsInSlices(requests, record, ({ decision }) => endsWith(decision.outcome));
    const recorded = await this.log.append({ records, claim });
    if (recorded || claim === null) return records.map(({ decision }) => decision);
    return await this.earlier.of(caller, claim);
  }

  /** @throws DecisionNotFoundError */
  async find(decisionId: string, caller: CallerIdentity): Promise<RecordedDecision> {
    const decision = await this.repository.find(caller.tenant, decisionId);
    if (decision === null) throw new DecisionNotFoundError(decisionId);
    return decision;
  }

  list(query: DecisionQuery, caller: CallerIdentity): Promise<RecordedDecision[]> {
    return this.repository.list(caller.tenant, query);
  }

  /** Null when none can be confirmed. */
  private async rulesInForce({ tenant }: CallerIdentity): Promise<RulesInForce | null> {
    return this.rules.current(tenant) ?? (await this.rules.settled(tenant));
  }
}

const bodyDigest = (request: EvaluationRequest, approvalId: string | undefined): string =>
  digestOf(approvalId === undefined ? request : { request, approvalId });

/** An agent that acts for two persons asks for each of them. */
function claimed(body: unknown, caller: CallerIdentity): unknown {
  const delegation = delegationOf(caller);
  return delegation === null ? body : { body, delegation };
}
