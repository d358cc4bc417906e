import { TokenRejectedError, TokenRequiredError } from './access.errors.js';

/** Ours have about 700 characters. */
const LENGTH_MAX = 8192;
const BEARER = /^(?:bearer|dpop) +([A-Za-z0-9\-._~+/]+=*)$/i;

/**
 * Takes the token out of an `Authorization` header (RFC 6750, section 2.1, and RFC 9449, section 7.1).
 *
 * @throws TokenRequiredError when it is empty, or for another scheme
 * @throws TokenRejectedError when what stands there can't be a token
 */
export function bearerToken(authorization: string): string {
  if (!/^(?:bearer|dpop)\b/i.test(authorization)) throw new TokenRequiredError();
  const token = authorization.length > LENGTH_MAX ? undefined : BEARER.exec(authorization)?.[1];
  if (token === undefined) throw new TokenRejectedError();
  return token;
}

/** Whether it says that a proof comes along (RFC 9449). */
export const isDpop = (authorization: string): boolean => /^dpop /i.test(authorization);
