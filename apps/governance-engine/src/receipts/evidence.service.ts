import { type CallerIdentity, PermissionMissingError } from '@acgs/access';
import type { DecisionApproval, EvidenceBundle, Permission, Receipt } from '@acgs/contracts';
import type { Deadline } from '@acgs/http-client';
import { Injectable } from '@nestjs/common';
import { DecisionsService } from '../decisions/decisions.service.js';
import { LogClient } from '../log-client/log-client.js';
import { PinnedRuleSets } from '../rule-sets/pinned-rule-sets.js';
import { ReceiptPendingError } from './receipts.errors.js';
import { ReceiptsService } from './receipts.service.js';

/** Of what a bundle holds beside the decision. */
const OF_RULES: readonly Permission[] = ['constitution:read', 'policies:read'];

@Injectable()
export class EvidenceService {
  constructor(
    private readonly receipts: ReceiptsService,
    private readonly log: LogClient,
    private readonly decisions: DecisionsService,
    private readonly pinned: PinnedRuleSets,
  ) {}

  /**
   * The receipt of the decision comes first: those of its rules are under the same checkpoint or a later one, and the keys
   * have signed all of them.
   *
   * @throws PermissionMissingError when the caller may not read the rules; DecisionNotFoundError, ReceiptPendingError,
   * LogUnavailableError; PinnedRulesMissingError, ConstitutionUnavailableError
   */
  async bundle(decisionId: string, caller: CallerIdentity, deadline: Deadline): Promise<EvidenceBundle> {
    for (const permission of OF_RULES) requirePermission(caller, permission);
    const { pins, approval } = await this.decisions.find(decisionId, caller);
    const receipt = await this.receipts.receipt(decisionId, caller, deadline);
    const { constitutionVersion: version, policySetDigest: digest } = pins;
    const ofRules = (entryId: string | null): Promise<Receipt | null> =>
      entryId === null ? Promise.resolve(null) : this.inTree(caller.tenant, entryId, deadline);
    const [sources, constitutionReceipt, policySetReceipt] = await Promise.all([
      this.pinned.sources(caller.tenant, pins, deadline),
      ofRules(version === null ? null : `constitution-version:${String(version)}`),
      ofRules(digest === null ? null : `policy-set:${digest}`),
    ]);
    return {
      bundleVersion: 1,
      receipt,
      constitution: sources.constitution,
      constitutionReceipt,
      policies: [...sources.policies],
      policySetReceipt,
      ...(approval === undefined ? {} : { approval: await this.ofApproval(approval, caller, deadline) }),
      keys: await this.log.keys(deadline),
    };
  }

  private async ofApproval(
    { decisionId }: DecisionApproval,
    { tenant }: CallerIdentity,
    deadline: Deadline,
  ): Promise<EvidenceBundle['approval']> {
    const [receipt, escalated] = await Promise.all([
      this.inTree(tenant, `approval:${decisionId}`, deadline),
      this.inTree(tenant, decisionId, deadline),
    ]);
    return { receipt, escalated };
  }

  private async inTree(tenant: string, entryId: string, deadline: Deadline): Promise<Receipt> {
    const receipt = await this.log.receipt(tenant, entryId, deadline);
    if (receipt === null) throw new ReceiptPendingError(entryId);
    return receipt;
  }
}

function requirePermission({ permissions }: CallerIdentity, permission: Permission): void {
  if (!permissions.has(permission)) throw new PermissionMissingError(permission);
}
