import { TokenRejectedError, TokenRequiredError } from './access.errors.js';

/** Ours have about 700 characters. */
const LENGTH_MAX = 8192;
const BEARER = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/**
 * Takes the token out of an `Authorization` header (RFC 6750, section 2.1).
 *
 * @throws TokenRequiredError when it is empty, or for another scheme
 * @throws TokenRejectedError when what stands there can't be a token
 */
export function bearerToken(authorization: string): string {
  if (!/^bearer\b/i.test(authorization)) throw new TokenRequiredError();
  const token = authorization.length > LENGTH_MAX ? undefined : BEARER.exec(authorization)?.[1];
  if (token === undefined) throw new TokenRejectedError();
  return token;
}
