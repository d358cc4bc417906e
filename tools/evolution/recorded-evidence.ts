import { DecisionBatchSchema, type Outcome } from '@acgs/contracts';
import type { EvidenceCase } from '@acgs/evolution';
import type { EvolutionClients } from './evolution-clients.js';
import type { LabelledRequest } from './labelled-requests.js';

const AT_ONCE = 1000;

/** Asks for the decisions, in their order, and says what they should have been. */
export async function recordEvidence(
  { assistant, approver }: EvolutionClients,
  suite: string,
  labelled: readonly LabelledRequest[],
): Promise<EvidenceCase[]> {
  const evidence: EvidenceCase[] = [];
  for (let from = 0; from < labelled.length; from += AT_ONCE) {
    const part = labelled.slice(from, from + AT_ONCE);
    const body = { requests: part.map(({ request }) => request) };
    const { decisions } = DecisionBatchSchema.parse(await assistant.expect('POST', '/decisions/batch', body));
    const labels = part.map(({ label, reason }, at) => ({
      ...{ decisionId: decisions[at]?.decisionId, outcome: label, reason },
    }));
    await approver.expect('POST', '/labels/import', { suite, labels });
    evidence.push(...part.flatMap((each, at) => caseOf(each, decisions[at])));
  }
  return evidence;
}

interface Decided {
  readonly decisionId: string;
  readonly outcome: Outcome;
  readonly decidedAt: string;
}

function caseOf({ request, label }: LabelledRequest, decided: Decided | undefined): EvidenceCase[] {
  if (decided === undefined) return [];
  const { decisionId: id, outcome, decidedAt } = decided;
  return [{ id, request, approved: false, label, outcome, decidedAt, action: request.action.name }];
}
