import {
  type ApprovalEntryBody,
  ApprovalEntryBodySchema,
  type Decision,
  DecisionSchema,
  type EvidenceBundle,
  type LogEntry,
  memberAt,
} from '@acgs/contracts';
import { canonicalJson } from '@acgs/merkle';
import { type Fault } from './fault.js';
import { treeFaults } from './tree-faults.js';
import { type Trust } from './trust.js';
import { type ReceiptResult, verifyReceipt } from './verify-receipt.js';

type Answer = Extract<ApprovalEntryBody, { answer: unknown }>;

const OF_RULES = ['constitutionalHash', 'constitutionDigest', 'policySetDigest', 'engineVersion'] as const;

/**
 * That a decision which names an approval had one: given by another than who asked, in time, to the escalation of the same
 * request of the same requester under the same rules, by an entry of the same tree. That it was used once, a bundle cannot
 * show.
 */
export function approvalFaults({ approval }: EvidenceBundle, decided: ReceiptResult, trust: Trust): Fault[] {
  const decision = decisionOf(decided.entry);
  if (decision === null) return [];
  if (decision.approval === undefined) {
    return approval === undefined ? [] : [{ path: 'approval', message: 'the decision names none' }];
  }
  if (approval === undefined) return [{ path: 'approval', message: 'it is missing: the decision names one' }];
  const receipt = verifyReceipt(approval.receipt, trust, 'approval.receipt');
  const escalated = verifyReceipt(approval.escalated, trust, 'approval.escalated');
  return [
    ...receipt.faults,
    ...escalated.faults,
    ...treeFaults(decided, [
      { path: 'approval.receipt', result: receipt },
      { path: 'approval.escalated', result: escalated },
    ]),
    ...answerFaults(decision, decided.entry, receipt.entry),
    ...escalationFaults(decision, decided, escalated),
  ];
}

/** Null for one that is sealed. */
const decisionOf = (entry: LogEntry | null): Decision | null =>
  DecisionSchema.safeParse(entry?.body.decision).data ?? null;

function answerFaults(decision: Decision, decided: LogEntry | null, entry: LogEntry | null): Fault[] {
  if (entry === null) return [];
  const { approval, decidedAt } = decision;
  const wrong = (message: string): Fault => ({ path: 'approval.receipt.entry', message });
  const answer = answerOf(entry, `approval:${String(approval?.decisionId)}`);
  if (answer?.answer !== 'approve') return [wrong('it is not the approval that the decision names')];
  const faults: Fault[] = [];
  if (answer.answeredBy !== approval?.approvedBy || answer.answeredAt !== approval.approvedAt)
    faults.push(wrong('the decision names another who approved, or another time'));
  if (answer.requestedBy !== decided?.body.requestedBy) faults.push(wrong('it is for another requester'));
  if (answer.answeredBy === answer.requestedBy) faults.push(wrong('the requester has answered himself'));
  if (answer.expiresAt === null || decidedAt >= answer.expiresAt)
    faults.push(wrong(`it could be used until ${String(answer.expiresAt)}`));
  return faults;
}

function answerOf({ kind, id, body }: LogEntry, wanted: string): Answer | null {
  const read = ApprovalEntryBodySchema.safeParse(body);
  if (kind !== 'approval' || id !== wanted || !read.success || !('answer' in read.data)) return null;
  return `approval:${read.data.decisionId}` === wanted ? read.data : null;
}

function escalationFaults(decision: Decision, decided: ReceiptResult, shown: ReceiptResult): Fault[] {
  const { entry } = shown;
  if (entry === null) return [];
  const wrong = (message: string): Fault => ({ path: 'approval.escalated.entry', message });
  if (entry.kind !== 'decision' || entry.id !== decision.approval?.decisionId)
    return [wrong('it is not the decision that was approved')];
  const faults: Fault[] = [];
  if (entry.body.requestedBy !== decided.entry?.body.requestedBy) faults.push(wrong('somebody else asked'));
  if (!isSameRequest(decided, shown)) faults.push(wrong('its request is another'));
  const escalated = decisionOf(entry);
  if (escalated === null) return faults;
  if (escalated.outcome !== 'escalate') faults.push(wrong('it is no escalation'));
  if (OF_RULES.some((name) => escalated.pins[name] !== decision.pins[name]))
    faults.push(wrong('other rules have escalated it'));
  return faults;
}

/** As far as both are shown: what was erased in one of them cannot be compared. */
function isSameRequest(...results: readonly [ReceiptResult, ReceiptResult]): boolean {
  const closed = results.flatMap((result) => result.closed);
  const [one, other] = results.map(({ entry }) => {
    const side = structuredClone({ body: { request: entry?.body.request } });
    for (const pointer of closed) {
      const member = memberAt(side, pointer);
      if (member !== null) member.holder[member.name] = null;
    }
    return canonicalJson(side);
  });
  return closed.includes('/body') || one === other;
}
