import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import type { UserSessionEntity } from './user-session.entity.js';

export type SessionRow = Omit<UserSessionEntity, 'constitutionalHash' | 'tokenHash'>;
export type NewSession = Omit<UserSessionEntity, 'constitutionalHash' | 'lastUsedAt' | 'createdAt'>;

export interface SessionLink {
  readonly userId: string;
  readonly oauthUid: string;
  readonly grantId: string | null;
}

const COLUMNS = `tenant, user_id AS "userId", id, acr, amr, user_agent AS "userAgent", oauth_uid AS "oauthUid",
  grant_ids AS "grantIds", auth_time AS "authTime",
  last_used_at AS "lastUsedAt", expires_at AS "expiresAt", created_at AS "createdAt"`;

/** Every statement about the sessions of persons. A session that has expired, or was not used for too long, is none. */
@Injectable()
export class SessionsRepository {
  /** Condition on a row. */
  private readonly isAlive: string;

  constructor(
    private readonly database: DataSource,
    @Inject(AUTH_SETTINGS) { AUTH_SESSION_IDLE_SECONDS }: Pick<AuthSettings, 'AUTH_SESSION_IDLE_SECONDS'>,
  ) {
    const idle = `make_interval(secs => ${String(AUTH_SESSION_IDLE_SECONDS)})`;
    this.isAlive = `expires_at > now() AND last_used_at > now() - ${idle}`;
  }

  async insert(session: NewSession, transaction: EntityManager): Promise<void> {
    const { tenant, userId, id, tokenHash, acr, amr, userAgent, oauthUid, grantIds, authTime, expiresAt } =
      session;
    await transaction.query(
      `INSERT INTO auth_service.user_sessions
         (tenant, user_id, id, token_hash, acr, amr, user_agent, oauth_uid, grant_ids, auth_time, expires_at,
          constitutional_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        tenant,
        userId,
        id,
        tokenHash,
        acr,
        amr,
        userAgent,
        oauthUid,
        grantIds,
        authTime,
        expiresAt,
        CONSTITUTIONAL_HASH,
      ],
    );
  }

  /** Gives what they were. */
  async deleteExpiredOf(tenant: string, userId: string, transaction: EntityManager): Promise<SessionRow[]> {
    const [expired] = await transaction.query<[SessionRow[], number]>(
      `DELETE FROM auth_service.user_sessions WHERE tenant = $1 AND user_id = $2 AND NOT (${this.isAlive})
       RETURNING ${COLUMNS}`,
      [tenant, userId],
    );
    return expired;
  }

  /** Held until the transaction ends; null when this person has no such session. */
  async locked(
    tenant: string,
    userId: string,
    id: string,
    transaction: EntityManager,
  ): Promise<SessionRow | null> {
    const [session] = await transaction.query<SessionRow[]>(
      `SELECT ${COLUMNS} FROM auth_service.user_sessions WHERE tenant = $1 AND user_id = $2 AND id = $3 FOR UPDATE`,
      [tenant, userId, id],
    );
    return session ?? null;
  }

  /** Notes the use of it; false when this person has no such session. */
  async useOf(tenant: string, tokenHash: Buffer, userId: string): Promise<boolean> {
    const [, used] = await this.database.query<[unknown, number]>(
      `UPDATE auth_service.user_sessions SET last_used_at = now()
       WHERE tenant = $1 AND token_hash = $2 AND user_id::text = $3 AND ${this.isAlive}`,
      [tenant, tokenHash, userId],
    );
    return used > 0;
  }

  /** Notes the use of it; null when there is none, or the person is disabled. */
  async use(tenant: string, tokenHash: Buffer): Promise<SessionRow | null> {
    const [[session]] = await this.database.query<[SessionRow[], number]>(
      `UPDATE auth_service.user_sessions SET last_used_at = now()
       WHERE tenant = $1 AND token_hash = $2 AND ${this.isAlive}
         AND EXISTS (SELECT FROM auth_service.users person WHERE person.tenant = user_sessions.tenant
                     AND person.id = user_sessions.user_id AND disabled_at IS NULL)
       RETURNING ${COLUMNS}`,
      [tenant, tokenHash],
    );
    return session ?? null;
  }

  /** What clients were allowed in it, and the session that oidc-provider keeps for them; nothing when it is another person's. */
  async link(tenant: string, tokenHash: Buffer, { userId, oauthUid, grantId }: SessionLink): Promise<void> {
    await this.database.query(
      `UPDATE auth_service.user_sessions SET oauth_uid = $3, grant_ids = CASE
         WHEN $4::text IS NULL OR $4 = ANY (grant_ids) THEN grant_ids ELSE array_append(grant_ids, $4) END
       WHERE tenant = $1 AND token_hash = $2 AND user_id::text = $5 AND ${this.isAlive}
         AND (oauth_uid IS DISTINCT FROM $3 OR NOT coalesce($4 = ANY (grant_ids), true))`,
      [tenant, tokenHash, oauthUid, grantId, userId],
    );
  }

  /** Newest first; one more than asked for, when there is one. */
  list(tenant: string, userId: string, before: string | null, limit: number): Promise<SessionRow[]> {
    return this.database.query<SessionRow[]>(
      `SELECT ${COLUMNS} FROM auth_service.user_sessions
       WHERE tenant = $1 AND user_id = $2 AND ${this.isAlive} AND ($3::uuid IS NULL OR id < $3)
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

  async deleteAllOf(
    tenant: string,
    userId: string,
    exceptId: string | null,
    transaction: EntityManager,
  ): Promise<void> {
    await transaction.query(
      'DELETE FROM auth_service.user_sessions WHERE tenant = $1 AND user_id = $2 AND id IS DISTINCT FROM $3',
      [tenant, userId, exceptId],
    );
  }
}
