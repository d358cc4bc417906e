import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { DelegationPageQuery } from '@acgs/contracts';
import { Conditions } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { DelegationEntity } from './delegation.entity.js';

export type DelegationRow = Omit<DelegationEntity, 'constitutionalHash'>;
export type NewDelegation = Omit<DelegationRow, 'createdAt' | 'revokedAt'>;

const COLUMNS = `tenant, id, person, granted_by AS "grantedBy", agent_id AS "agentId", parent, depth, permissions,
  created_at AS "createdAt", expires_at AS "expiresAt", revoked_at AS "revokedAt"`;

/** A delegation and those above it. */
const CHAIN = `WITH RECURSIVE chain AS (
    SELECT * FROM auth_service.delegations WHERE tenant = $1 AND id = $2
    UNION ALL
    SELECT above.* FROM auth_service.delegations above
    JOIN chain ON above.tenant = chain.tenant AND above.id = chain.parent)`;

@Injectable()
export class DelegationsRepository {
  constructor(private readonly database: DataSource) {}

  async insert(delegation: NewDelegation, transaction: EntityManager): Promise<void> {
    const { tenant, id, person, grantedBy, agentId, parent, depth, permissions, expiresAt } = delegation;
    await transaction.query(
      `INSERT INTO auth_service.delegations
         (tenant, id, person, granted_by, agent_id, parent, depth, permissions, expires_at, constitutional_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [tenant, id, person, grantedBy, agentId, parent, depth, permissions, expiresAt, CONSTITUTIONAL_HASH],
    );
  }

  async find(tenant: string, id: string): Promise<DelegationRow | null> {
    const [row] = await this.database.query<DelegationRow[]>(
      `SELECT ${COLUMNS} FROM auth_service.delegations WHERE tenant = $1 AND id = $2`,
      [tenant, id],
    );
    return row ?? null;
  }

  /** From the person's own to the one that is meant; empty when there is none. With a transaction none of them changes in it. */
  async chain(tenant: string, id: string, transaction?: EntityManager): Promise<DelegationRow[]> {
    if (transaction !== undefined) {
      await transaction.query(
        `${CHAIN} SELECT 1 FROM auth_service.delegations WHERE (tenant, id) IN (SELECT tenant, id FROM chain)
         ORDER BY depth FOR SHARE`,
        [tenant, id],
      );
    }
    return (transaction ?? this.database).query<DelegationRow[]>(
      `${CHAIN} SELECT ${COLUMNS} FROM chain ORDER BY depth`,
      [tenant, id],
    );
  }

  /** The newest that is neither revoked nor expired, of this person to this agent, below this parent. */
  async newestLive(
    tenant: string,
    person: string,
    agentId: string,
    parent: string | null,
  ): Promise<DelegationRow | null> {
    const [row] = await this.database.query<DelegationRow[]>(
      `SELECT ${COLUMNS} FROM auth_service.delegations
       WHERE tenant = $1 AND person = $2 AND agent_id = $3 AND parent IS NOT DISTINCT FROM $4::uuid
         AND revoked_at IS NULL AND expires_at > now() ORDER BY id DESC LIMIT 1`,
      [tenant, person, agentId, parent],
    );
    return row ?? null;
  }

  /** Newest first; one more than asked for, when there is one. Without `subject` those of everybody. */
  list(
    tenant: string,
    subject: string | undefined,
    { limit, cursor }: DelegationPageQuery,
  ): Promise<DelegationRow[]> {
    const where = new Conditions()
      .add((p) => `tenant = ${p}`, tenant)
      .add((p) => `(person = ${p} OR granted_by = ${p} OR agent_id = ${p})`, subject)
      .add((p) => `id < ${p}::uuid`, cursor);
    return this.database.query<DelegationRow[]>(
      `SELECT ${COLUMNS} FROM auth_service.delegations WHERE ${where.text}
       ORDER BY id DESC LIMIT ${String(limit + 1)}`,
      where.values,
    );
  }

  /** With all below it; the ids of those that were not revoked yet. */
  async revoke(tenant: string, id: string, transaction: EntityManager): Promise<string[]> {
    const [rows] = await transaction.query<[{ id: string }[], number]>(
      `WITH RECURSIVE below AS (
         SELECT tenant, id FROM auth_service.delegations WHERE tenant = $1 AND id = $2
         UNION ALL
         SELECT lower.tenant, lower.id FROM auth_service.delegations lower
         JOIN below ON lower.tenant = below.tenant AND lower.parent = below.id)
       UPDATE auth_service.delegations SET revoked_at = now() FROM below
       WHERE delegations.tenant = below.tenant AND delegations.id = below.id AND revoked_at IS NULL
       RETURNING delegations.id`,
      [tenant, id],
    );
    return rows.map((row) => row.id);
  }
}
