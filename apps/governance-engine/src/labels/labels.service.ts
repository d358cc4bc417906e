import type { CallerIdentity } from '@acgs/access';
import type {
  DecisionLabels,
  ImportedLabels,
  LabelDraft,
  LabelImport,
  LabelledDecision,
  LabelledDecisionPage,
  LabelledDecisionQuery,
} from '@acgs/contracts';
import { pageFrom } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DecisionNotFoundError } from '../decisions/decision.errors.js';
import { agreedLabel } from './agreed-label.js';
import { LabelledDecisionsMissingError, ReviewerNoAgentError } from './label.errors.js';
import { type LabelGiver, type LabelledRow, LabelsRepository } from './labels.repository.js';

@Injectable()
export class LabelsService {
  constructor(private readonly repository: LabelsRepository) {}

  /** @throws DecisionNotFoundError, ReviewerNoAgentError */
  async review(decisionId: string, label: LabelDraft, caller: CallerIdentity): Promise<DecisionLabels> {
    requireNoAgent(caller);
    return await this.add(decisionId, label, giverOf(caller, 'review'), null);
  }

  /** By who asked for the decision; to others there is none. @throws DecisionNotFoundError */
  report(decisionId: string, label: LabelDraft, caller: CallerIdentity): Promise<DecisionLabels> {
    return this.add(decisionId, label, giverOf(caller, 'report'), caller.subject);
  }

  /** All or none. @throws LabelledDecisionsMissingError, ReviewerNoAgentError */
  async import({ suite, labels }: LabelImport, caller: CallerIdentity): Promise<ImportedLabels> {
    requireNoAgent(caller);
    const ids = labels.map(({ decisionId }) => decisionId);
    const added = await this.repository.transaction(async (transaction) => {
      const unknown = await this.repository.unknown(transaction, caller.tenant, ids);
      if (unknown.length > 0) throw new LabelledDecisionsMissingError(unknown);
      return await this.repository.add(transaction, giverOf(caller, 'suite', suite), labels);
    });
    return { suite, added };
  }

  /** @throws DecisionNotFoundError */
  async ofDecision(tenant: string, decisionId: string): Promise<DecisionLabels> {
    const labels = await this.repository.ofDecision(tenant, decisionId);
    if (labels === null) throw new DecisionNotFoundError(decisionId);
    return { decisionId, ...agreedLabel(labels), labels };
  }

  async list(tenant: string, query: LabelledDecisionQuery): Promise<LabelledDecisionPage> {
    const rows = await this.repository.list(tenant, query);
    const { items, nextCursor } = pageFrom(rows, query.limit, labelledOf, ({ decisionId }) => decisionId);
    return { items: items.flat(), nextCursor };
  }

  private async add(
    decisionId: string,
    label: LabelDraft,
    giver: LabelGiver,
    requestedBy: string | null,
  ): Promise<DecisionLabels> {
    await this.repository.transaction(async (transaction) => {
      const unknown = await this.repository.unknown(transaction, giver.tenant, [decisionId], requestedBy);
      if (unknown.length > 0) throw new DecisionNotFoundError(decisionId);
      await this.repository.add(transaction, giver, [{ decisionId, ...label }]);
    });
    return await this.ofDecision(giver.tenant, decisionId);
  }
}

function requireNoAgent({ isAgent }: CallerIdentity): void {
  if (isAgent) throw new ReviewerNoAgentError();
}

const giverOf = (
  { tenant, subject }: CallerIdentity,
  source: LabelGiver['source'],
  suite: string | null = null,
): LabelGiver => ({ tenant, labelledBy: subject, source, suite });

/** None for a decision that retention has dropped. */
function labelledOf({ decisionId, request, decision, erased, labels }: LabelledRow): LabelledDecision[] {
  if (request === null || decision === null) return [];
  const { decidedAt, outcome, approval } = decision;
  const { label } = agreedLabel(labels);
  const approved = approval !== undefined;
  return [{ decisionId, decidedAt, request, outcome, approved, erased, label, labels: [...labels] }];
}
