import { type Cookie, cookieAt } from '../pages/cookies.js';

/** Its name over plain http. */
export const SESSION_COOKIE = 'acgs_account';

/** Of a person's session at auth-service; oidc-provider has one of its own beside it. */
export const sessionCookieAt = (issuer: string): Cookie =>
  cookieAt(issuer, { name: SESSION_COOKIE, path: '/api/v1', sameSite: 'Lax' });
