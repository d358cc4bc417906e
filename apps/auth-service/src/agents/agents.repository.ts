import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { AgentPageQuery, Permission, Role } from '@acgs/contracts';
import { Conditions } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { AgentEntity } from './agent.entity.js';

export interface AgentRow extends Omit<AgentEntity, 'constitutionalHash'> {
  readonly roles: Role[];
  readonly permissions: Permission[];
}

export type NewAgent = Omit<AgentRow, 'createdAt' | 'revokedAt'> & { readonly secretHash: Buffer };

const SELECT = `SELECT agent.tenant, agent.id, agent.name, purpose, owner, agent.created_at AS "createdAt",
    agent.expires_at AS "expiresAt", revoked_at AS "revokedAt", roles, permissions
  FROM auth_service.agents agent JOIN auth_service.clients client USING (tenant, id)`;

/** Every statement about agents and the clients that they are. */
@Injectable()
export class AgentsRepository {
  constructor(private readonly database: DataSource) {}

  async insert(agent: NewAgent, transaction: EntityManager): Promise<void> {
    const { tenant, id, secretHash, roles, permissions, name, purpose, owner, expiresAt } = agent;
    await transaction.query(
      `INSERT INTO auth_service.clients (id, secret_hash, tenant, roles, permissions, expires_at, constitutional_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, secretHash, tenant, roles, permissions, expiresAt, CONSTITUTIONAL_HASH],
    );
    await transaction.query(
      `INSERT INTO auth_service.agents (tenant, id, name, purpose, owner, expires_at, constitutional_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [tenant, id, name, purpose, owner, expiresAt, CONSTITUTIONAL_HASH],
    );
  }

  liveOf(tenant: string, owner: string, transaction: EntityManager): Promise<AgentRow[]> {
    return transaction.query<AgentRow[]>(
      `${SELECT} WHERE agent.tenant = $1 AND owner = $2 AND revoked_at IS NULL AND agent.expires_at > now()`,
      [tenant, owner],
    );
  }

  /** With a transaction the row is locked in it. */
  async find(tenant: string, id: string, transaction?: EntityManager): Promise<AgentRow | null> {
    const lock = transaction === undefined ? '' : 'FOR UPDATE OF agent';
    const [row] = await (transaction ?? this.database).query<AgentRow[]>(
      `${SELECT} WHERE agent.tenant = $1 AND agent.id = $2 ${lock}`,
      [tenant, id],
    );
    return row ?? null;
  }

  /** Newest first; one more than asked for, when there is one. */
  list(tenant: string, { limit, cursor, owner }: AgentPageQuery): Promise<AgentRow[]> {
    const where = new Conditions()
      .add((p) => `agent.tenant = ${p}`, tenant)
      .add((p) => `owner = ${p}`, owner)
      .add((p) => `agent.id < ${p}`, cursor);
    return this.database.query<AgentRow[]>(
      `${SELECT} WHERE ${where.text} ORDER BY agent.id DESC LIMIT ${String(limit + 1)}`,
      where.values,
    );
  }

  async setSecret(tenant: string, id: string, secretHash: Buffer, transaction: EntityManager): Promise<void> {
    await transaction.query(
      'UPDATE auth_service.clients SET secret_hash = $3 WHERE tenant = $1 AND id = $2',
      [tenant, id, secretHash],
    );
  }

  /** From now on the client is none. */
  async revoke(tenant: string, id: string, transaction: EntityManager): Promise<void> {
    await transaction.query(
      'UPDATE auth_service.clients SET expires_at = least(expires_at, now()) WHERE tenant = $1 AND id = $2',
      [tenant, id],
    );
    await transaction.query(
      'UPDATE auth_service.agents SET revoked_at = now() WHERE tenant = $1 AND id = $2',
      [tenant, id],
    );
  }
}
