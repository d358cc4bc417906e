import { CacheInvalidation } from '@acgs/cache';
import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { PolicyDraft, PolicyPageQuery, PolicySummary, PolicyVersion } from '@acgs/contracts';
import { announceRuleVersion, Conditions } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PolicyVersionEntity } from './policy-version.entity.js';
import { tagOfList, tagOfPolicy } from './policy-tags.js';

interface SummaryRow {
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

export interface ActivePolicy {
  readonly tenant: string;
  readonly version: number;
  readonly digest: string;
  readonly document: PolicyDraft;
}

const SUMMARY = `version.id, version.version, version.digest, document->>'title' AS title, document->>'owner' AS owner,
  jsonb_array_length(document->'rules') AS rule_count,
  version.version IS NOT DISTINCT FROM policy.active_version AS active,
  created_at, created_by, version.constitutional_hash`;

const FROM = `FROM governance_engine.policy_versions version
  JOIN governance_engine.policies policy USING (tenant, id)`;

/** Every statement about policies. Changes of what is in force are announced in the same transaction. */
@Injectable()
export class PoliciesRepository {
  constructor(
    private readonly database: DataSource,
    private readonly caches: CacheInvalidation,
  ) {}

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

  /**
   * Adds the next version, or finds the newest when it says the same. Concurrent calls for one policy wait for each
   * other, so versions have no gaps.
   */
  addVersion(
    tenant: string,
    draft: PolicyDraft,
    digest: string,
    createdBy: string,
    activate: boolean,
  ): Promise<{ version: number; created: boolean }> {
    return this.caches.transaction(async (transaction, outdate) => {
      await transaction.query(
        `INSERT INTO governance_engine.policies (tenant, id, latest_version, constitutional_hash)
         VALUES ($1, $2, 0, $3) ON CONFLICT DO NOTHING`,
        [tenant, draft.id, CONSTITUTIONAL_HASH],
      );
      const latest = await this.lockedLatest(transaction, tenant, draft.id);
      const created = latest.digest !== digest;
      const version = created ? latest.version + 1 : latest.version;
      if (created) await this.insertVersion(transaction, { tenant, draft, digest, createdBy, version });
      if (created || activate) outdate(tagOfList(tenant), tagOfPolicy(tenant, draft.id));
      if (activate) await this.setActive(transaction, tenant, draft.id, version);
      return { version, created };
    });
  }

  /** False when there is no such version. `null` takes the policy out of force. */
  activate(tenant: string, id: string, version: number | null): Promise<boolean> {
    return this.caches.transaction(async (transaction, outdate) => {
      const known = await transaction.query<unknown[]>(
        `SELECT 1 FROM governance_engine.policies policy WHERE tenant = $1 AND id = $2 AND ($3::integer IS NULL OR EXISTS
           (SELECT FROM governance_engine.policy_versions WHERE tenant = $1 AND id = $2 AND version = $3)) FOR UPDATE`,
        [tenant, id, version],
      );
      if (known.length === 0) return false;
      outdate(tagOfList(tenant), tagOfPolicy(tenant, id));
      await this.setActive(transaction, tenant, id, version);
      return true;
    });
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

  private async lockedLatest(
    transaction: EntityManager,
    tenant: string,
    id: string,
  ): Promise<{ version: number; digest: string | null }> {
    const [row] = await transaction.query<{ version: number }[]>(
      `SELECT latest_version AS version FROM governance_engine.policies WHERE tenant = $1 AND id = $2 FOR UPDATE`,
      [tenant, id],
    );
    const version = row?.version ?? 0;
    const [newest] = await transaction.query<{ digest: string }[]>(
      'SELECT digest FROM governance_engine.policy_versions WHERE tenant = $1 AND id = $2 AND version = $3',
      [tenant, id, version],
    );
    return { version, digest: newest?.digest ?? null };
  }

  private async insertVersion(
    transaction: EntityManager,
    row: { tenant: string; draft: PolicyDraft; digest: string; createdBy: string; version: number },
  ): Promise<void> {
    const { tenant, draft, digest, createdBy, version } = row;
    await transaction.query(
      `INSERT INTO governance_engine.policy_versions
         (tenant, id, version, digest, document, created_by, constitutional_hash) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [tenant, draft.id, version, digest, JSON.stringify(draft), createdBy, CONSTITUTIONAL_HASH],
    );
    await transaction.query(
      'UPDATE governance_engine.policies SET latest_version = $3 WHERE tenant = $1 AND id = $2',
      [tenant, draft.id, version],
    );
  }

  private async setActive(
    transaction: EntityManager,
    tenant: string,
    id: string,
    version: number | null,
  ): Promise<void> {
    await transaction.query(
      'UPDATE governance_engine.policies SET active_version = $3 WHERE tenant = $1 AND id = $2',
      [tenant, id, version],
    );
    await announceRuleVersion(transaction, 'policies');
  }
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
    constitutionalHash: version.constitutionalHash,
    document,
  };
}
