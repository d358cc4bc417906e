import type { CallerIdentity } from '@acgs/access';
import {
  digestOf,
  type PolicyDraft,
  type PolicyPage,
  type PolicyPageQuery,
  type PolicyVersion,
  type VersionPageQuery,
} from '@acgs/contracts';
import { pageFrom } from '@acgs/database';
import { checkPolicy, policyTestFaultsInSlices } from '@acgs/rules';
import { Injectable } from '@nestjs/common';
import { ActiveRuleSets } from '../rule-sets/active-rule-sets.js';
import { PoliciesRepository } from './policies.repository.js';
import { PolicyNotFoundError, PolicyRulesInvalidError } from './policy.errors.js';

const BEYOND_ALL_VERSIONS = 2_147_483_647;

@Injectable()
export class PoliciesService {
  constructor(
    private readonly policies: PoliciesRepository,
    private readonly rules: ActiveRuleSets,
  ) {}

  /** A draft that says the same as the newest version gives that version. @throws PolicyRulesInvalidError */
  async create(
    draft: PolicyDraft,
    activate: boolean,
    caller: CallerIdentity,
  ): Promise<{ policy: PolicyVersion; created: boolean }> {
    await this.requireSound(draft);
    const digest = digestOf(draft);
    const { version, created } = await this.policies.addVersion(
      caller.tenant,
      draft,
      digest,
      caller.subject,
      activate,
    );
    return { policy: await this.find(draft.id, version, caller), created };
  }

  /** Tests are run when the conditions are sound. @throws PolicyRulesInvalidError */
  private async requireSound(draft: PolicyDraft): Promise<void> {
    const constitution = this.rules.constitution?.document ?? null;
    const checked = checkPolicy(draft, constitution);
    const faults = checked.length > 0 ? checked : await policyTestFaultsInSlices(draft, constitution);
    if (faults.length > 0) throw new PolicyRulesInvalidError(faults);
  }

  /** @throws PolicyNotFoundError */
  async activate(id: string, version: number | null, caller: CallerIdentity): Promise<PolicyVersion> {
    const known = await this.policies.activate(caller.tenant, id, version);
    if (!known) throw new PolicyNotFoundError(id, version ?? undefined);
    return await this.find(id, version, caller);
  }

  /** Without a version, the newest. @throws PolicyNotFoundError */
  async find(id: string, version: number | null, caller: CallerIdentity): Promise<PolicyVersion> {
    const policy = await this.policies.find(caller.tenant, id, version);
    if (policy === null) throw new PolicyNotFoundError(id, version ?? undefined);
    return policy;
  }

  async list(query: PolicyPageQuery, caller: CallerIdentity): Promise<PolicyPage> {
    const rows = await this.policies.listLatest(caller.tenant, query);
    return pageFrom(
      rows,
      query.limit,
      (summary) => summary,
      ({ id }) => id,
    );
  }

  async listVersions(id: string, query: VersionPageQuery, caller: CallerIdentity): Promise<PolicyPage> {
    const rows = await this.policies.listVersions(
      caller.tenant,
      id,
      query.cursor ?? BEYOND_ALL_VERSIONS,
      query.limit,
    );
    return pageFrom(
      rows,
      query.limit,
      (summary) => summary,
      ({ version }) => String(version),
    );
  }
}
