import type { AccessTokenClaims } from '@acgs/contracts';
import { createHash } from 'node:crypto';
import { actorsOf } from './caller-of-claims.js';

/**
 * Which tokens are meant: those of a subject or actor, those issued to a client, those that rest on a grant (session, API
 * key) or a delegation, or a single one by its `jti`.
 */
export type RevocationKey = `${'sub' | 'client' | 'grant' | 'delegation' | 'token'}:${string}`;

/** As it is kept and told to everybody: whose it is can't be read from it. */
export const hashOfRevocationKey = (key: RevocationKey): string =>
  createHash('sha256').update(key, 'utf8').digest('base64url');

/** The hashes of all keys by which a token may be revoked. */
export function revocationKeysOf(claims: AccessTokenClaims): string[] {
  const keys: RevocationKey[] = [
    `sub:${claims.sub}`,
    `client:${claims.client_id}`,
    `token:${claims.jti}`,
    ...actorsOf(claims.act).map((actor): RevocationKey => `sub:${actor}`),
    ...claims.dlg.map((id): RevocationKey => `delegation:${id}`),
  ];
  if (claims.gid !== null) keys.push(`grant:${claims.gid}`);
  return keys.map(hashOfRevocationKey);
}
