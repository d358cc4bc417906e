import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { UuidPageQuery } from '@acgs/contracts';
import { Conditions } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { InvitationEntity } from './invitation.entity.js';

export type NewInvitation = Omit<InvitationEntity, 'constitutionalHash' | 'createdAt'>;
export type InvitationRow = Omit<InvitationEntity, 'constitutionalHash' | 'tokenHash'>;

const COLUMNS = `tenant, id, email, name, roles, invited_by AS "invitedBy", created_at AS "createdAt",
  expires_at AS "expiresAt"`;
const OPEN = 'expires_at > now()';

@Injectable()
export class InvitationsRepository {
  constructor(private readonly database: DataSource) {}

  /** The ids of those to this address that were open; what has expired in the tenant goes, too. */
  async makeRoom(tenant: string, email: string, transaction: EntityManager): Promise<string[]> {
    const [rows] = await transaction.query<[{ id: string; isOpen: boolean }[], number]>(
      `DELETE FROM auth_service.invitations WHERE tenant = $1 AND (expires_at <= now() OR email = $2)
       RETURNING id, ${OPEN} AS "isOpen"`,
      [tenant, email],
    );
    return rows.filter(({ isOpen }) => isOpen).map(({ id }) => id);
  }

  /** In place of one to the same address that came meanwhile. */
  async insert(invitation: NewInvitation, transaction: EntityManager): Promise<InvitationRow> {
    const { tenant, id, tokenHash, email, name, roles, invitedBy, expiresAt } = invitation;
    const [row] = await transaction.query<[InvitationRow]>(
      `INSERT INTO auth_service.invitations
         (tenant, id, token_hash, email, name, roles, invited_by, expires_at, constitutional_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (tenant, email) DO UPDATE SET id = excluded.id, token_hash = excluded.token_hash,
         name = excluded.name, roles = excluded.roles, invited_by = excluded.invited_by,
         expires_at = excluded.expires_at, created_at = now()
       RETURNING ${COLUMNS}`,
      [tenant, id, tokenHash, email, name, roles, invitedBy, expiresAt, CONSTITUTIONAL_HASH],
    );
    return row;
  }

  /** Newest first; one more than asked for, when there is one. */
  list(tenant: string, { limit, cursor }: UuidPageQuery): Promise<InvitationRow[]> {
    const where = new Conditions().add((p) => `tenant = ${p}`, tenant).add((p) => `id < ${p}::uuid`, cursor);
    return this.database.query<InvitationRow[]>(
      `SELECT ${COLUMNS} FROM auth_service.invitations WHERE ${where.text} AND ${OPEN}
       ORDER BY id DESC LIMIT ${String(limit + 1)}`,
      where.values,
    );
  }

  async findByToken(tenant: string, tokenHash: Buffer): Promise<InvitationRow | null> {
    const [row] = await this.database.query<InvitationRow[]>(
      `SELECT ${COLUMNS} FROM auth_service.invitations WHERE tenant = $1 AND token_hash = $2 AND ${OPEN}`,
      [tenant, tokenHash],
    );
    return row ?? null;
  }

  /** Uses it up: of any number at the same time one gets true. */
  async consume(tenant: string, tokenHash: Buffer, transaction: EntityManager): Promise<boolean> {
    const [, consumed] = await transaction.query<[unknown[], number]>(
      `DELETE FROM auth_service.invitations WHERE tenant = $1 AND token_hash = $2 AND ${OPEN}`,
      [tenant, tokenHash],
    );
    return consumed > 0;
  }

  /** False when there is none. */
  async delete(tenant: string, id: string, transaction: EntityManager): Promise<boolean> {
    const [, deleted] = await transaction.query<[unknown[], number]>(
      'DELETE FROM auth_service.invitations WHERE tenant = $1 AND id = $2',
      [tenant, id],
    );
    return deleted > 0;
  }
}
