import { type CallerIdentity, demandPermission } from '@acgs/access';
import { CacheInvalidation } from '@acgs/cache';
import { digestOf, type PolicyDraft, type PolicyProposal, type PolicyVersion } from '@acgs/contracts';
import { checkPolicy, policyTestFaultsInSlices } from '@acgs/rules';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ActiveRuleSets } from '../rule-sets/active-rule-sets.js';
import { isSelfActivation, requireActive } from './activation-rules.js';
import { PoliciesService } from './policies.service.js';
import {
  PolicyNotFoundError,
  PolicyRulesInvalidError,
  ProposalOfAnotherPolicyError,
} from './policy.errors.js';
import {
  insertVersion,
  lockedOrNew,
  lockedPolicy,
  type LockedPolicy,
  type NewVersion,
  proposedVersion,
  putInForce,
  versionState,
  type VersionState,
} from './policy-state.js';
import { tagOfList, tagOfPolicy } from './policy-tags.js';

interface Written {
  readonly policy: PolicyVersion;
  readonly created: boolean;
}

/** How versions come to be. Whoever writes one policy at the same time waits, so versions have no gaps. */
@Injectable()
export class PolicyDraftsService {
  constructor(
    private readonly policies: PoliciesService,
    private readonly rules: ActiveRuleSets,
    private readonly caches: CacheInvalidation,
  ) {}

  /**
   * A draft that says the same as the newest version gives that version, unless it was rejected.
   *
   * @throws PolicyRulesInvalidError
   * @throws PermissionMissingError and what `isSelfActivation` throws, when it is to be put in force
   */
  async create(draft: PolicyDraft, activate: boolean, caller: CallerIdentity): Promise<Written> {
    const { tenant, subject } = caller;
    if (activate) demandPermission(caller, 'policies:activate');
    await this.requireSound(draft);
    const written = { document: draft, digest: digestOf(draft), createdBy: subject, origin: null };
    const { version, created } = await this.caches.transaction(async (transaction, outdate) => {
      const policy = await lockedOrNew(transaction, tenant, draft.id);
      const { target, isNew } = await newestOrNew(transaction, policy, written);
      if (isNew || activate) outdate(tagOfList(tenant), tagOfPolicy(tenant, draft.id));
      if (activate) await activateTarget(transaction, policy, target, caller);
      return { version: target.version, created: isNew };
    });
    return { policy: await this.policies.find(tenant, draft.id, version), created };
  }

  /**
   * In review from birth, with the author that it names. The same candidate gives the same version again, whatever is in
   * force by then.
   *
   * @throws PolicyNotFoundError, PolicyRulesInvalidError, ActiveVersionChangedError
   */
  async propose(tenant: string, id: string, proposal: PolicyProposal): Promise<Written> {
    const { document, author, origin, basedOn } = proposal;
    if (document.id !== id) throw new ProposalOfAnotherPolicyError(id);
    await this.requireSound(document);
    const { version, created } = await this.caches.transaction(async (transaction, outdate) => {
      const policy = await lockedPolicy(transaction, tenant, id);
      if (policy === null) throw new PolicyNotFoundError(id);
      const known = await proposedVersion(transaction, policy, origin);
      if (known !== null) return { version: known, created: false };
      requireActive(policy, basedOn);
      outdate(tagOfList(tenant), tagOfPolicy(tenant, id));
      const written = { document, digest: digestOf(document), createdBy: author, origin };
      return { version: await insertVersion(transaction, policy, written), created: true };
    });
    return { policy: await this.policies.find(tenant, id, version), created };
  }

  /** Tests are run when the conditions are sound. @throws PolicyRulesInvalidError */
  private async requireSound(draft: PolicyDraft): Promise<void> {
    const constitution = this.rules.constitution?.document ?? null;
    const checked = checkPolicy(draft, constitution);
    const faults = checked.length > 0 ? checked : await policyTestFaultsInSlices(draft, constitution);
    if (faults.length > 0) throw new PolicyRulesInvalidError(faults);
  }
}

async function newestOrNew(
  transaction: EntityManager,
  policy: LockedPolicy,
  written: NewVersion,
): Promise<{ target: VersionState; isNew: boolean }> {
  const newest = await versionState(transaction, policy, policy.latestVersion);
  if (newest?.digest === written.digest && newest.status !== 'rejected')
    return { target: newest, isNew: false };
  const version = await insertVersion(transaction, policy, written);
  const { digest, createdBy } = written;
  return { target: { version, status: 'draft', createdBy, digest }, isNew: true };
}

async function activateTarget(
  transaction: EntityManager,
  policy: LockedPolicy,
  target: VersionState,
  caller: CallerIdentity,
): Promise<void> {
  if (target.version === policy.activeVersion) return;
  await putInForce(transaction, policy, {
    kind: 'activation',
    version: target.version,
    state: null,
    actedBy: caller.subject,
    reason: null,
    selfActivated: isSelfActivation(policy.id, target, caller),
  });
}
