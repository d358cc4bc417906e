import type { CallerIdentity } from '@acgs/access';
import {
  type Decision,
  type DecisionApproval,
  type EvaluationRequest,
  type Pins,
  type Reason,
  timeOfDecisionId,
} from '@acgs/contracts';
import type { Evaluation } from '@acgs/rules';

/** What one request asks to be recorded together, or not at all. */
export interface RecordGroup {
  readonly records: readonly DecisionRecord[];
  readonly claim: IdempotencyClaim | null;
}

/** The first group with this key wins, in the database. */
export interface IdempotencyClaim {
  readonly key: string;
  /** Digest of the whole body; another body under the same key is refused. */
  readonly requestDigest: string;
}

export interface DecisionRecord {
  readonly tenant: string;
  readonly requestedBy: string;
  readonly ruleIds: readonly string[];
  readonly request: EvaluationRequest;
  readonly decision: Decision;
}

/** Pure: the same arguments give the same record. */
export function recordOf(
  decisionId: string,
  request: EvaluationRequest,
  caller: Pick<CallerIdentity, 'tenant' | 'actor'>,
  { outcome, reasons, obligations }: Evaluation,
  pins: Pins,
  approval?: DecisionApproval,
): DecisionRecord {
  const decidedAt = timeOfDecisionId(decisionId).toISOString();
  const decision = { decisionId, outcome, reasons, obligations, pins, decidedAt };
  return {
    tenant: caller.tenant,
    requestedBy: caller.actor,
    ruleIds: ruleIdsOf(reasons),
    request,
    decision: approval === undefined ? decision : { ...decision, approval },
  };
}

/** A principle by its id, a policy's rule as `policy/rule`: the form in which decisions are searched. */
function ruleIdsOf(reasons: readonly Reason[]): string[] {
  const ids: string[] = [];
  for (const { rule } of reasons) {
    if (rule !== null) ids.push(rule.policyId === null ? rule.id : `${rule.policyId}/${rule.id}`);
  }
  return ids;
}
