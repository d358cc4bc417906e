import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { PolicyDraft } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface PolicySetMember {
  readonly version: number;
  readonly digest: string;
  readonly document: PolicyDraft;
}

/** Which policy versions a recorded policy-set digest stands for. */
@Injectable()
export class PolicySetsRepository {
  constructor(private readonly database: DataSource) {}

  /** Called before the first decision can pin the set. */
  async remember(tenant: string, digest: string | null, policies: readonly PolicySetMember[]): Promise<void> {
    const members = policies.map(({ document, version }) => ({ id: document.id, version }));
    await this.database.query(
      `INSERT INTO governance_engine.policy_sets (tenant, digest, members, constitutional_hash)
       VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [tenant, digest, JSON.stringify(members), CONSTITUTIONAL_HASH],
    );
  }

  /** The versions of a set, in one statement; null for an unknown set. */
  async find(tenant: string, digest: string): Promise<PolicySetMember[] | null> {
    const rows = await this.database.query<PolicySetMember[]>(
      `SELECT policy.version, policy.digest, policy.document
       FROM governance_engine.policy_sets
       CROSS JOIN LATERAL jsonb_to_recordset(members) AS member (id text, version integer)
       JOIN governance_engine.policy_versions policy USING (tenant, id, version)
       WHERE policy_sets.tenant = $1 AND policy_sets.digest = $2`,
      [tenant, digest],
    );
    return rows.length === 0 ? null : rows;
  }
}
