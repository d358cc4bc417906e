import type { PolicyDraft, PolicyReference } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface StoredPolicy {
  readonly version: number;
  readonly digest: string;
  readonly document: PolicyDraft;
}

/** The policies that candidates name. */
@Injectable()
export class CandidatePoliciesRepository {
  constructor(private readonly database: DataSource) {}

  /** Those that are there. */
  async versions(tenant: string, wanted: readonly PolicyReference[]): Promise<StoredPolicy[]> {
    if (wanted.length === 0) return [];
    return await this.database.query<StoredPolicy[]>(
      `SELECT policy.version, policy.digest, policy.document
       FROM unnest($2::text[], $3::integer[]) AS wanted (id, version)
       JOIN governance_engine.policy_versions policy USING (id, version) WHERE policy.tenant = $1`,
      [tenant, wanted.map(({ id }) => id), wanted.map(({ version }) => version)],
    );
  }

  /** By id, of those that there are. */
  async latestVersions(tenant: string, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.query<{ id: string; version: number }[]>(
      `SELECT id, latest_version AS version FROM governance_engine.policies WHERE tenant = $1 AND id = ANY ($2)`,
      [tenant, ids],
    );
    return new Map(rows.map(({ id, version }) => [id, version]));
  }
}
