import { hashOfRevocationKey, type RevocationKey } from '@acgs/access';
import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { ACCESS_TOKEN_SECONDS_MAX, REVOCATIONS_AT_ONCE, type RevocationNews } from '@acgs/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { VERSIONS_CHANNEL } from './rule-versions.js';

/** A column `revocations`: a `RevocationNews` of those after revision `$1`. */
export const REVOCATION_NEWS = `(SELECT json_build_object(
    'revision', (SELECT revision FROM acgs.revocation_revision),
    'revocations', (SELECT coalesce(json_agg(json_build_object(
        'key', key, 'before', before, 'expiresAt', expires_at, 'revision', revision) ORDER BY revision), '[]')
      FROM (SELECT * FROM acgs.revocations WHERE revision > $1 ORDER BY revision
            LIMIT ${String(REVOCATIONS_AT_ONCE)}) AS next))) AS revocations`;

/** What may be issued anew for the same key; the ids of all others never come again. */
const COMES_AGAIN = /^(?:sub|client):/;
/** Whoever reads with a clock that is behind goes on refusing. */
const KEPT_LONGER_SECONDS = 300;

const seconds = (time: number): number => Math.floor(time / 1000);

/**
 * Refuses, from the commit of the surrounding transaction on, all tokens that have one of these keys, and tells every
 * process. Tokens of a subject or client that are issued a second later or more are good, unless it ends for good; grants,
 * delegations and tokens always do. To be called last: those who revoke wait for each other from here to the commit.
 * It is kept until the last of the tokens has expired, also when they live shorter now than when that one was issued.
 */
export async function revokeTokens(
  transaction: EntityManager,
  keys: readonly RevocationKey[],
  how: 'for-now' | 'for-good' = 'for-now',
): Promise<void> {
  const distinct = [...new Set(keys)];
  if (distinct.length === 0) return;
  const [[last]] = await transaction.query<[[{ revision: string }], number]>(
    'UPDATE acgs.revocation_revision SET revision = revision + $1 RETURNING revision',
    [distinct.length],
  );
  // Not before: whatever was issued while this waited for other revocations has the rights of before the commit.
  const now = seconds(Date.now());
  const expiresAt = now + ACCESS_TOKEN_SECONDS_MAX + KEPT_LONGER_SECONDS;
  await transaction.query(
    `INSERT INTO acgs.revocations (key, before, expires_at, revision, constitutional_hash)
     SELECT key, before, $3, $4::bigint - ordinal + 1, $5
     FROM unnest($1::text[], $2::bigint[]) WITH ORDINALITY AS revoked (key, before, ordinal)
     ON CONFLICT (key) DO UPDATE SET before = greatest(revocations.before, excluded.before),
       expires_at = greatest(revocations.expires_at, excluded.expires_at), revision = excluded.revision`,
    [
      distinct.map(hashOfRevocationKey),
      distinct.map((key) => (how === 'for-now' && COMES_AGAIN.test(key) ? now : expiresAt)),
      expiresAt,
      last.revision,
      CONSTITUTIONAL_HASH,
    ],
  );
  await transaction.query('DELETE FROM acgs.revocations WHERE expires_at < $1', [now]);
  await transaction.query('SELECT pg_notify($1, $2)', [VERSIONS_CHANNEL, 'revocations']);
}

/** The next ones after that revision, `REVOCATIONS_AT_ONCE` at most. */
export async function readRevocations(database: DataSource, after: number): Promise<RevocationNews> {
  const [row] = await database.query<[{ revocations: RevocationNews }]>(`SELECT ${REVOCATION_NEWS}`, [after]);
  return row.revocations;
}
