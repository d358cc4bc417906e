import type { Grant, KoaContextWithOIDC } from 'oidc-provider';
import { SESSION_COOKIE } from '../sessions/session-cookie.js';
import type { SessionLinks } from '../sessions/session-links.js';

/** As oidc-provider finds the grant of a client in a session; which session it was is noted. */
export const linkedGrants =
  (links: SessionLinks) =>
  async (context: KoaContextWithOIDC): Promise<Grant | undefined> => {
    const { oidc } = context;
    const { session, result, client, provider } = oidc;
    const grantId = result?.consent?.grantId ?? session?.grantIdFor(client?.clientId ?? '');
    if (session !== undefined) {
      const cookie = context.cookies.get(SESSION_COOKIE, { signed: false });
      await links.note(cookie, session.uid, grantId ?? null);
    }
    return grantId === undefined ? undefined : provider.Grant.find(grantId);
  };
