import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { ADVISORY_LOCKS } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { SigningKeyEntity } from './signing-key.entity.js';

/** What the first key for access tokens is kept under; the later ones have their name behind it. */
const PURPOSE = 'access-tokens';

export type SealedKey = Pick<SigningKeyEntity, 'kid' | 'sealedKey'>;

export interface KnownKey extends SealedKey {
  readonly signsFrom: Date;
  readonly retiresAt: Date | null;
}

@Injectable()
export class SigningKeysRepository {
  constructor(private readonly database: DataSource) {}

  /** Those whose signatures are accepted, the newest first. */
  list(manager: EntityManager = this.database.manager): Promise<KnownKey[]> {
    return manager.query<KnownKey[]>(
      `SELECT kid, sealed_key AS "sealedKey", coalesce(signs_from, created_at) AS "signsFrom",
         retires_at AS "retiresAt"
       FROM auth_service.signing_keys WHERE retires_at IS NULL OR retires_at > now()
       ORDER BY coalesce(signs_from, created_at) DESC`,
    );
  }

  /** Does nothing when there is one already: of several processes the first wins. */
  async insertFirst({ kid, sealedKey }: SealedKey): Promise<void> {
    await this.database.query(
      `INSERT INTO auth_service.signing_keys (purpose, kid, sealed_key, constitutional_hash)
       VALUES ($1, $2, $3, $4) ON CONFLICT (purpose) DO NOTHING`,
      [PURPOSE, kid, sealedKey, CONSTITUTIONAL_HASH],
    );
  }

  /** Nobody else makes a key until the transaction ends. */
  async lock(manager: EntityManager): Promise<void> {
    await manager.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.signingKeys]);
  }

  /** Those before it are accepted for so long after it has begun to sign. */
  async insertNext(
    manager: EntityManager,
    { kid, sealedKey }: SealedKey,
    leadSeconds: number,
    overlapSeconds: number,
  ): Promise<{ signsFrom: Date; previousRetireAt: Date }> {
    const [times] = await manager.query<[{ signsFrom: Date; previousRetireAt: Date }]>(
      `SELECT now() + make_interval(secs => $1) AS "signsFrom",
         now() + make_interval(secs => $1::int + $2::int) AS "previousRetireAt"`,
      [leadSeconds, overlapSeconds],
    );
    await manager.query('UPDATE auth_service.signing_keys SET retires_at = $1 WHERE retires_at IS NULL', [
      times.previousRetireAt,
    ]);
    await manager.query(
      `INSERT INTO auth_service.signing_keys (purpose, kid, sealed_key, signs_from, constitutional_hash)
       VALUES ($1, $2, $3, $4, $5)`,
      [`${PURPOSE}/${kid}`, kid, sealedKey, times.signsFrom, CONSTITUTIONAL_HASH],
    );
    return times;
  }
}
