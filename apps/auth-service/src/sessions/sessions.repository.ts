import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { UserSessionEntity } from './user-session.entity.js';

export type SessionRow = Omit<UserSessionEntity, 'constitutionalHash' | 'tokenHash'>;
export type NewSession = Omit<
  UserSessionEntity,
  'constitutionalHash' | 'lastUsedAt' | 'createdAt' | 'oauthUid' | 'grantIds'
>;

const COLUMNS = `tenant, user_id AS "userId", id, acr, amr, user_agent AS "userAgent", oauth_uid AS "oauthUid",
  grant_ids AS "grantIds", auth_time AS "authTime",
  last_used_at AS "lastUsedAt", expires_at AS "expiresAt", created_at AS "createdAt"`;

/** Every statement about the sessions of persons. A session that has expired is none. */
@Injectable()
export class SessionsRepository {
  constructor(private readonly database: DataSource) {}

  /** Takes what has expired of this person along. */
  async insert(session: NewSession, transaction: EntityManager): Promise<void> {
    const { tenant, userId, id, tokenHash, acr, amr, userAgent, authTime, expiresAt } = session;
    await transaction.query(
      'DELETE FROM auth_service.user_sessions WHERE tenant = $1 AND user_id = $2 AND expires_at <= now()',
      [tenant, userId],
    );
    await transaction.query(
      `INSERT INTO auth_service.user_sessions
         (tenant, user_id, id, token_hash, acr, amr, user_agent, auth_time, expires_at, constitutional_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [tenant, userId, id, tokenHash, acr, amr, userAgent, authTime, expiresAt, CONSTITUTIONAL_HASH],
    );
  }

  /** Notes the use of it; null when there is none, or the person is disabled. */
  async use(tenant: string, tokenHash: Buffer): Promise<SessionRow | null> {
    const [[session]] = await this.database.query<[SessionRow[], number]>(
      `UPDATE auth_service.user_sessions SET last_used_at = now()
       WHERE tenant = $1 AND token_hash = $2 AND expires_at > now()
         AND EXISTS (SELECT FROM auth_service.users person WHERE person.tenant = user_sessions.tenant
                     AND person.id = user_sessions.user_id AND disabled_at IS NULL)
       RETURNING ${COLUMNS}`,
      [tenant, tokenHash],
    );
    return session ?? null;
  }

  /** What clients were allowed in it, and the session that oidc-provider keeps for them. */
  async link(tenant: string, tokenHash: Buffer, oauthUid: string, grantId: string | null): Promise<void> {
    await this.database.query(
      `UPDATE auth_service.user_sessions SET oauth_uid = $3, grant_ids = CASE
         WHEN $4::text IS NULL OR $4 = ANY (grant_ids) THEN grant_ids ELSE array_append(grant_ids, $4) END
       WHERE tenant = $1 AND token_hash = $2 AND expires_at > now()
         AND (oauth_uid IS DISTINCT FROM $3 OR NOT coalesce($4 = ANY (grant_ids), true))`,
      [tenant, tokenHash, oauthUid, grantId],
    );
  }

  /** Newest first; one more than asked for, when there is one. */
  list(tenant: string, userId: string, before: string | null, limit: number): Promise<SessionRow[]> {
    return this.database.query<SessionRow[]>(
      `SELECT ${COLUMNS} FROM auth_service.user_sessions
       WHERE tenant = $1 AND user_id = $2 AND expires_at > now() AND ($3::uuid IS NULL OR id < $3)
       ORDER BY id DESC LIMIT $4`,
      [tenant, userId, before, limit + 1],
    );
  }

  /** Gives what it was; null when this person has no such session. */
  async delete(
    tenant: string,
    userId: string,
    id: string,
    transaction: EntityManager,
  ): Promise<SessionRow | null> {
    const [[session]] = await transaction.query<[SessionRow[], number]>(
      `DELETE FROM auth_service.user_sessions WHERE tenant = $1 AND user_id = $2 AND id = $3
       RETURNING ${COLUMNS}`,
      [tenant, userId, id],
    );
    return session ?? null;
  }

  /** By what its cookie holds. Gives what it was; null when there is none. */
  async deleteByToken(
    tenant: string,
    tokenHash: Buffer,
    transaction: EntityManager,
  ): Promise<SessionRow | null> {
    const [[session]] = await transaction.query<[SessionRow[], number]>(
      `DELETE FROM auth_service.user_sessions WHERE tenant = $1 AND token_hash = $2 RETURNING ${COLUMNS}`,
      [tenant, tokenHash],
    );
    return session ?? null;
  }

  /** Gives what they were. */
  async deleteAllOf(
    tenant: string,
    userId: string,
    exceptId: string | null,
    transaction: EntityManager,
  ): Promise<SessionRow[]> {
    const [sessions] = await transaction.query<[SessionRow[], number]>(
      `DELETE FROM auth_service.user_sessions WHERE tenant = $1 AND user_id = $2 AND id IS DISTINCT FROM $3
       RETURNING ${COLUMNS}`,
      [tenant, userId, exceptId],
    );
    return sessions;
  }
}
