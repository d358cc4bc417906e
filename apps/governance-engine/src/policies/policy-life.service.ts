import type { CallerIdentity } from '@acgs/access';
import { CacheInvalidation } from '@acgs/cache';
import type {
  PolicyActivation,
  PolicyChangePage,
  PolicyChangePageQuery,
  PolicyRollback,
  PolicyVersion,
} from '@acgs/contracts';
import { pageFrom } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PoliciesRepository } from '../policy-records/policies.repository.js';
import { isSelfActivation, requireActive, requireInForce, requireNoAgent } from './activation-rules.js';
import { PoliciesService } from './policies.service.js';
import { PolicyChecks } from './policy-checks.js';
import { NothingBeforeError, PolicyNotFoundError, PolicyVersionStateError } from './policy.errors.js';
import {
  lockedPolicy,
  type LockedPolicy,
  putInForce,
  rejectVersion,
  stateBefore,
  submitVersion,
  versionState,
  type VersionState,
} from './policy-state.js';
import { tagOfList, tagOfPolicy } from './policy-tags.js';

const BEYOND_ALL_NUMBERS = 2_147_483_647;

/** Which versions there are to be judged, which is in force, and who made it so. */
@Injectable()
export class PolicyLifeService {
  constructor(
    private readonly policies: PoliciesService,
    private readonly records: PoliciesRepository,
    private readonly checks: PolicyChecks,
    private readonly caches: CacheInvalidation,
  ) {}

  /**
   * Of what is in force already, nothing is recorded. Any other has to be sound under the constitution of now, whenever it was
   * written.
   *
   * @throws PolicyNotFoundError, PolicyRulesInvalidError, and what `isSelfActivation` throws
   */
  async activate(
    id: string,
    { version, reason }: PolicyActivation,
    caller: CallerIdentity,
  ): Promise<PolicyVersion> {
    requireNoAgent(caller);
    if (version !== null) await this.requireSound(caller.tenant, id, version);
    await this.change(caller.tenant, id, async (transaction, policy) => {
      if (version === policy.activeVersion) return;
      const target = version === null ? null : await knownVersion(transaction, policy, version);
      await putInForce(transaction, policy, {
        kind: target === null ? 'retirement' : 'activation',
        version,
        state: null,
        actedBy: caller.subject,
        behind: caller,
        reason: reason ?? null,
        selfActivated: target !== null && isSelfActivation(id, target, caller),
      });
    });
    return await this.policies.find(caller.tenant, id, version);
  }

  /**
   * Into what was in force once, sound or not: where a rule has left its bounds, it denies.
   *
   * @throws PolicyNotFoundError, ActiveVersionChangedError, NothingInForceError, NothingBeforeError
   * @throws what `isSelfActivation` throws
   */
  async rollBack(
    tenant: string,
    id: string,
    { reason, from }: PolicyRollback,
    caller: CallerIdentity,
  ): Promise<PolicyVersion> {
    requireNoAgent(caller);
    const version = await this.change(tenant, id, async (transaction, policy) => {
      requireActive(policy, from);
      requireInForce(policy);
      const before = await stateBefore(transaction, policy);
      if (before === null) throw new NothingBeforeError(id);
      const target = await knownVersion(transaction, policy, before.version);
      await putInForce(transaction, policy, {
        ...before,
        kind: 'rollback',
        actedBy: caller.subject,
        behind: caller,
        reason,
        selfActivated: isSelfActivation(id, target, caller),
      });
      return before.version;
    });
    return await this.policies.find(tenant, id, version);
  }

  /** @throws PolicyNotFoundError, PolicyVersionStateError unless it is a draft */
  async submit(id: string, version: number, { tenant, subject }: CallerIdentity): Promise<PolicyVersion> {
    await this.change(tenant, id, async (transaction, policy) => {
      const target = await knownVersion(transaction, policy, version);
      if (target.status !== 'draft')
        throw new PolicyVersionStateError(id, target, 'drafts alone are submitted');
      await submitVersion(transaction, policy, version, subject);
    });
    return await this.policies.find(tenant, id, version);
  }

  /** @throws PolicyNotFoundError, ActivatorNoAgentError, PolicyVersionStateError unless it is in review */
  async reject(id: string, version: number, reason: string, caller: CallerIdentity): Promise<PolicyVersion> {
    requireNoAgent(caller);
    const { tenant, subject: rejectedBy } = caller;
    await this.change(tenant, id, async (transaction, policy) => {
      const target = await knownVersion(transaction, policy, version);
      if (target.status !== 'in-review')
        throw new PolicyVersionStateError(id, target, 'what is in review alone is rejected');
      await rejectVersion(transaction, policy, version, { rejectedBy, reason });
    });
    return await this.policies.find(tenant, id, version);
  }

  async listChanges(tenant: string, id: string, query: PolicyChangePageQuery): Promise<PolicyChangePage> {
    const { cursor = BEYOND_ALL_NUMBERS, limit } = query;
    const changes = await this.records.listChanges(tenant, id, cursor, limit);
    return pageFrom(
      changes,
      limit,
      (change) => change,
      ({ number }) => String(number),
    );
  }

  private async requireSound(tenant: string, id: string, version: number): Promise<void> {
    const { active, document } = await this.policies.find(tenant, id, version);
    if (!active) await this.checks.requireSound(document);
  }

  /** One after the other for one policy: what is read in it stays so until it is written. */
  private change<Result>(
    tenant: string,
    id: string,
    work: (transaction: EntityManager, policy: LockedPolicy) => Promise<Result>,
  ): Promise<Result> {
    return this.caches.transaction(async (transaction, outdate) => {
      const policy = await lockedPolicy(transaction, tenant, id);
      if (policy === null) throw new PolicyNotFoundError(id);
      const result = await work(transaction, policy);
      outdate(tagOfList(tenant), tagOfPolicy(tenant, id));
      return result;
    });
  }
}

async function knownVersion(
  transaction: EntityManager,
  policy: LockedPolicy,
  version: number,
): Promise<VersionState> {
  const target = await versionState(transaction, policy, version);
  if (target === null) throw new PolicyNotFoundError(policy.id, version);
  return target;
}
