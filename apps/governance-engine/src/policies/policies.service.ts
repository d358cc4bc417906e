import type { PolicyPage, PolicyPageQuery, PolicyVersion, VersionPageQuery } from '@acgs/contracts';
import { pageFrom } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { PoliciesRepository } from '../policy-records/policies.repository.js';
import { PolicyNotFoundError } from './policy.errors.js';

const BEYOND_ALL_VERSIONS = 2_147_483_647;

@Injectable()
export class PoliciesService {
  constructor(private readonly policies: PoliciesRepository) {}

  /** Without a version, the newest. @throws PolicyNotFoundError */
  async find(tenant: string, id: string, version: number | null): Promise<PolicyVersion> {
    const policy = await this.policies.find(tenant, id, version);
    if (policy === null) throw new PolicyNotFoundError(id, version ?? undefined);
    return policy;
  }

  async list(tenant: string, query: PolicyPageQuery): Promise<PolicyPage> {
    const rows = await this.policies.listLatest(tenant, query);
    return pageFrom(
      rows,
      query.limit,
      (summary) => summary,
      ({ id }) => id,
    );
  }

  async listVersions(tenant: string, id: string, query: VersionPageQuery): Promise<PolicyPage> {
    const { cursor = BEYOND_ALL_VERSIONS, limit } = query;
    const rows = await this.policies.listVersions(tenant, id, cursor, limit);
    return pageFrom(
      rows,
      limit,
      (summary) => summary,
      ({ version }) => String(version),
    );
  }
}
