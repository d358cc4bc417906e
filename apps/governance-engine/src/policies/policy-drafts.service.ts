import { type CallerIdentity, demandPermission } from '@acgs/access';
import { CacheInvalidation } from '@acgs/cache';
import { digestOf, type PolicyDraft, type PolicyProposal, type PolicyVersion } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isSelfActivation, requireActive } from './activation-rules.js';
import { PoliciesService } from './policies.service.js';
import { PolicyNotFoundError, ProposalOfAnotherPolicyError } from './policy.errors.js';
import { PolicyChecks } from './policy-checks.js';
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
    private readonly checks: PolicyChecks,
    private readonly caches: CacheInvalidation,
  ) {}

  /**
   * A draft that says the same as the newest version gives that version, unless it was rejected.
   *
   * @throws PolicyRulesInvalidError
   * @throws PermissionMissingError and what `isSelfActivation` throws, when it is to be put in force
   */
  async create(draft: PolicyDraft, activate: boolean, caller: CallerIdentity): Promise<Written> {
    const { tenant, subject: createdBy } = caller;
    if (activate) demandPermission(caller, 'policies:activate');
    await this.checks.requireSound(draft);
    const written = { document: draft, digest: digestOf(draft), createdBy, behind: caller, origin: null };
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
   * In review from birth, with the author that it names. The same document of the same candidate gives the same version again,
   * whatever is in force by then.
   *
   * @throws PolicyNotFoundError, PolicyRulesInvalidError, ActiveVersionChangedError
   */
  async propose(tenant: string, id: string, proposal: PolicyProposal): Promise<Written> {
    const { document, author, origin, basedOn } = proposal;
    if (document.id !== id) throw new ProposalOfAnotherPolicyError(id);
    await this.checks.requireSound(document);
    const written = { document, digest: digestOf(document), createdBy: author, behind: null, origin };
    const { version, created } = await this.caches.transaction(async (transaction, outdate) => {
      const policy = await lockedPolicy(transaction, tenant, id);
      if (policy === null) throw new PolicyNotFoundError(id);
      const known = await proposedVersion(transaction, policy, origin, written.digest);
      if (known !== null) return { version: known, created: false };
      requireActive(policy, basedOn);
      outdate(tagOfList(tenant), tagOfPolicy(tenant, id));
      return { version: await insertVersion(transaction, policy, written), created: true };
    });
    return { policy: await this.policies.find(tenant, id, version), created };
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
  const { digest, createdBy, behind } = written;
  return { target: { version, status: 'draft', createdBy, behind, digest }, isNew: true };
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
    behind: caller,
    reason: null,
    selfActivated: isSelfActivation(policy.id, target, caller),
  });
}
