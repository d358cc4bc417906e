import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AdapterPayload } from 'oidc-provider';
import { DataSource, type EntityManager } from 'typeorm';

interface StoredRecord {
  readonly payload: AdapterPayload;
  readonly consumed: boolean;
}

/** A grant that has just ended. */
export interface EndedGrant {
  readonly tenant: string | null;
  readonly accountId: string | null;
  readonly clientId: string | null;
}

/** What of a person's sessions with clients goes on when all others end. */
export interface KeptSession {
  readonly oauthUid: string | null;
  readonly grantIds: readonly string[];
}

const hashOf = (id: string): Buffer => createHash('sha256').update(id, 'utf8').digest();

/** Where both the token and the database have to be stolen to use one. */
@Injectable()
export class OAuthRecordsRepository {
  constructor(private readonly database: DataSource) {}

  async save(model: string, id: string, payload: AdapterPayload, ttlSeconds: number): Promise<void> {
    await this.database.query(
      `INSERT INTO auth_service.oauth_records
         (model, id, tenant, payload, grant_id, uid, account_id, client_id, expires_at, constitutional_hash)
       VALUES ($1, $2, (SELECT tenant FROM auth_service.clients WHERE id = $7), $3, $4, $5, $6, $7,
         now() + make_interval(secs => $8), $9)
       ON CONFLICT (model, id) DO UPDATE SET payload = excluded.payload, grant_id = excluded.grant_id,
         uid = excluded.uid, account_id = excluded.account_id, expires_at = excluded.expires_at`,
      [...columnsOf(model, id, payload), ttlSeconds, CONSTITUTIONAL_HASH],
    );
  }

  /** False when there is one of this name already. */
  async insertOnce(model: string, id: string, ttlSeconds: number): Promise<boolean> {
    const rows = await this.database.query<unknown[]>(
      `INSERT INTO auth_service.oauth_records (model, id, payload, expires_at, constitutional_hash)
       VALUES ($1, $2, '{}', now() + make_interval(secs => $3), $4)
       ON CONFLICT (model, id) DO NOTHING RETURNING 1`,
      [model, hashOf(id), ttlSeconds, CONSTITUTIONAL_HASH],
    );
    return rows.length > 0;
  }

  async find(model: string, id: string): Promise<StoredRecord | null> {
    const [record = null] = await this.database.query<StoredRecord[]>(
      `SELECT payload, consumed_at IS NOT NULL AS consumed FROM auth_service.oauth_records
       WHERE model = $1 AND id = $2`,
      [model, hashOf(id)],
    );
    return record;
  }

  async findByUid(model: string, uid: string): Promise<StoredRecord | null> {
    const [record = null] = await this.database.query<StoredRecord[]>(
      `SELECT payload, consumed_at IS NOT NULL AS consumed FROM auth_service.oauth_records
       WHERE uid = $2 AND model = $1`,
      [model, uid],
    );
    return record;
  }

  /** False when it was consumed before, or is not there: of any number at the same time one gets true. */
  async consume(model: string, id: string): Promise<boolean> {
    const [, consumed] = await this.database.query<[unknown[], number]>(
      `UPDATE auth_service.oauth_records SET consumed_at = now()
       WHERE model = $1 AND id = $2 AND consumed_at IS NULL RETURNING 1`,
      [model, hashOf(id)],
    );
    return consumed > 0;
  }

  async delete(model: string, id: string): Promise<void> {
    await this.database.query('DELETE FROM auth_service.oauth_records WHERE model = $1 AND id = $2', [
      model,
      hashOf(id),
    ]);
  }

  /** The grant goes first: of any number at the same time one gets it, and the others wait for that one alone. */
  async deleteGrant(manager: EntityManager, grantId: string): Promise<EndedGrant | null> {
    const [[grant = null]] = await manager.query<[EndedGrant[], number]>(
      `DELETE FROM auth_service.oauth_records WHERE model = 'Grant' AND id = $1
       RETURNING tenant, account_id AS "accountId", client_id AS "clientId"`,
      [hashOf(grantId)],
    );
    await manager.query('DELETE FROM auth_service.oauth_records WHERE grant_id = $1', [grantId]);
    return grant;
  }

  async deleteSession(uid: string, manager: EntityManager = this.database.manager): Promise<void> {
    await manager.query("DELETE FROM auth_service.oauth_records WHERE uid = $1 AND model = 'Session'", [uid]);
  }

  /** Sessions, grants, codes and tokens of a person, but those that rest on the kept session. */
  async deleteOfAccount(
    manager: EntityManager,
    accountId: string,
    { oauthUid, grantIds }: KeptSession,
  ): Promise<void> {
    await manager.query(
      `DELETE FROM auth_service.oauth_records WHERE account_id = $1
         AND NOT (model = 'Session' AND uid IS NOT DISTINCT FROM $2)
         AND NOT (model = 'Grant' AND id = ANY ($3)) AND NOT coalesce(grant_id = ANY ($4), false)`,
      [accountId, oauthUid, grantIds.map(hashOf), grantIds],
    );
  }

  /** Those of them that have not ended. */
  async living(grantIds: readonly string[], manager: EntityManager): Promise<string[]> {
    const rows = await manager.query<{ grantId: string }[]>(
      `SELECT DISTINCT grant_id AS "grantId" FROM unnest($1::text[], $2::bytea[]) AS asked (grant_id, hash)
       WHERE EXISTS (SELECT FROM auth_service.oauth_records WHERE model = 'Grant' AND id = hash)`,
      [grantIds, grantIds.map(hashOf)],
    );
    return rows.map(({ grantId }) => grantId);
  }

  /** What people have allowed a client, with its codes and tokens. */
  async deleteOfClient(manager: EntityManager, clientId: string): Promise<void> {
    await manager.query('DELETE FROM auth_service.oauth_records WHERE client_id = $1', [clientId]);
  }

  /** Gives how many there were, at most `limit`. */
  async deleteExpired(manager: EntityManager, limit: number): Promise<number> {
    const [, deleted] = await manager.query<[unknown[], number]>(
      `DELETE FROM auth_service.oauth_records WHERE (model, id) IN (
         SELECT model, id FROM auth_service.oauth_records WHERE expires_at < now() - interval '1 minute'
         ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)`,
      [limit],
    );
    return deleted;
  }
}

function columnsOf(model: string, id: string, payload: AdapterPayload): unknown[] {
  const { grantId = null, uid = null, accountId = null, clientId = null } = payload;
  return [model, hashOf(id), JSON.stringify(payload), grantId, uid, accountId, clientId];
}
