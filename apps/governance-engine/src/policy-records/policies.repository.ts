import type {
  PolicyChange,
  PolicyDraft,
  PolicyPageQuery,
  PolicyReview,
  PolicySummary,
  PolicyVersion,
} from '@acgs/contracts';
import { Conditions } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PolicyVersionEntity } from './policy-version.entity.js';

/** Of a version, whichever way it is read. */
type ReviewColumns = Pick<
  PolicyVersionEntity,
  'status' | 'origin' | 'submittedBy' | 'submittedAt' | 'rejectedBy' | 'rejectedAt' | 'rejectionReason'
>;

interface SummaryRow extends ReviewColumns {
  readonly id: string;
  readonly version: number;
  readonly digest: string;
  readonly title: string;
  readonly owner: string;
  readonly rule_count: number;
  readonly active: boolean;
  readonly created_at: Date;
  readonly created_by: string;
  readonly constitutional_hash: string;
}

interface ChangeRow extends Omit<PolicyChange, 'actedAt'> {
  readonly actedAt: Date;
}

export interface ActivePolicy {
  readonly tenant: string;
  readonly version: number;
  readonly digest: string;
  readonly document: PolicyDraft;
}

const SUMMARY = `version.id, version.version, version.digest, document->>'title' AS title, document->>'owner' AS owner,
  jsonb_array_length(document->'rules') AS rule_count,
  version.version IS NOT DISTINCT FROM policy.active_version AS active,
  created_at, created_by, version.constitutional_hash, status, origin, submitted_by AS "submittedBy",
  submitted_at AS "submittedAt", rejected_by AS "rejectedBy", rejected_at AS "rejectedAt",
  rejection_reason AS "rejectionReason"`;

const FROM = `FROM governance_engine.policy_versions version
  JOIN governance_engine.policies policy USING (tenant, id)`;

/** Every statement that reads policies; those that change them are in `policy-state.ts`. */
@Injectable()
export class PoliciesRepository {
  constructor(private readonly database: DataSource) {}

  /** What is in force now, of all tenants, in the order of ids. */
  async activeByTenant(): Promise<Map<string, ActivePolicy[]>> {
    const rows = await this.database.query<ActivePolicy[]>(
      `SELECT tenant, version.version, version.digest, version.document ${FROM}
       WHERE policy.active_version IS NOT NULL AND version.version = policy.active_version ORDER BY tenant, version.id`,
    );
    const byTenant = new Map<string, ActivePolicy[]>();
    for (const row of rows) {
      const policies = byTenant.get(row.tenant);
      if (policies === undefined) byTenant.set(row.tenant, [row]);
      else policies.push(row);
    }
    return byTenant;
  }

  /** The newest version of every policy by id; one more than `limit`, to tell whether there is a next page. */
  async listLatest(tenant: string, query: PolicyPageQuery): Promise<PolicySummary[]> {
    const { q, owner, rule, active, cursor, limit } = query;
    const where = new Conditions()
      .add((p) => `tenant = ${p}`, tenant)
      .add((p) => `id > ${p}`, cursor)
      .add((p) => `governance_engine.policy_words(document) @@ websearch_to_tsquery('english', ${p})`, q)
      .add((p) => `document @> ${p}::jsonb`, owner && JSON.stringify({ owner }))
      .add((p) => `document @> ${p}::jsonb`, rule && JSON.stringify({ rules: [{ id: rule }] }));
    const inForce = active === undefined ? '' : `AND policy.active_version IS ${active ? 'NOT ' : ''}NULL`;
    const rows = await this.database.query<SummaryRow[]>(
      `SELECT ${SUMMARY} ${FROM} WHERE ${where.text} AND version.version = policy.latest_version ${inForce}
       ORDER BY tenant, id LIMIT ${String(limit + 1)}`,
      where.values,
    );
    return rows.map(summaryOf);
  }

  /** Newest first; one more than `limit`. */
  async listVersions(tenant: string, id: string, before: number, limit: number): Promise<PolicySummary[]> {
    const rows = await this.database.query<SummaryRow[]>(
      `SELECT ${SUMMARY} ${FROM} WHERE tenant = $1 AND id = $2 AND version.version < $3
       ORDER BY tenant, id, version.version DESC LIMIT $4`,
      [tenant, id, before, limit + 1],
    );
    return rows.map(summaryOf);
  }

  /** Without a version, the newest. */
  async find(tenant: string, id: string, version: number | null): Promise<PolicyVersion | null> {
    const found = await this.database
      .createQueryBuilder(PolicyVersionEntity, 'version')
      .innerJoinAndSelect('version.policy', 'policy')
      .where({ tenant, id })
      .andWhere('version.version = coalesce(:version, policy.latestVersion)', { version })
      .getOne();
    return found === null ? null : versionOf(found);
  }

  /** What was in force when, newest first; one more than `limit`. */
  async listChanges(tenant: string, id: string, before: number, limit: number): Promise<PolicyChange[]> {
    const rows = await this.database.query<ChangeRow[]>(
      `SELECT number, kind, from_version AS "from", to_version AS "to", digest, acted_by AS "actedBy",
         actors, client_id AS "clientId", acted_at AS "actedAt", reason, self_activated AS "selfActivated"
       FROM governance_engine.policy_activations WHERE tenant = $1 AND id = $2 AND number < $3
       ORDER BY tenant, id, number DESC LIMIT $4`,
      [tenant, id, before, limit + 1],
    );
    return rows.map(({ actedAt, ...row }) => ({ ...row, actedAt: actedAt.toISOString() }));
  }
}

const lifeOf = ({
  status,
  origin,
  ...review
}: ReviewColumns): Pick<PolicyVersion, 'status' | 'review' | 'origin'> => ({
  status,
  review: reviewOf(review),
  origin,
});

function reviewOf(row: Omit<ReviewColumns, 'status' | 'origin'>): PolicyReview | null {
  const { submittedBy, submittedAt, rejectedBy, rejectedAt, rejectionReason } = row;
  if (submittedBy === null || submittedAt === null) return null;
  return {
    submittedBy,
    submittedAt: submittedAt.toISOString(),
    rejectedBy,
    rejectedAt: rejectedAt?.toISOString() ?? null,
    reason: rejectionReason,
  };
}

function summaryOf(row: SummaryRow): PolicySummary {
  return {
    id: row.id,
    version: row.version,
    digest: row.digest,
    title: row.title,
    owner: row.owner,
    ruleCount: row.rule_count,
    active: row.active,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    ...lifeOf(row),
    constitutionalHash: row.constitutional_hash,
  };
}

function versionOf({ policy, document, createdAt, ...version }: PolicyVersionEntity): PolicyVersion {
  return {
    id: version.id,
    version: version.version,
    digest: version.digest,
    title: document.title,
    owner: document.owner,
    ruleCount: document.rules.length,
    active: version.version === policy?.activeVersion,
    createdAt: createdAt.toISOString(),
    createdBy: version.createdBy,
    ...lifeOf(version),
    constitutionalHash: version.constitutionalHash,
    document,
  };
}
