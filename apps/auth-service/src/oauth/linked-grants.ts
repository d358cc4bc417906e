import type { Grant, KoaContextWithOIDC } from 'oidc-provider';
import { sessionCookieAt } from '../session-records/session-cookie.js';
import type { SessionLinks } from '../session-records/session-links.js';

/** As oidc-provider finds the grant of a client in a session; which session it was is noted. */
export const linkedGrants =
  (links: SessionLinks, issuer: string) =>
  async (context: KoaContextWithOIDC): Promise<Grant | undefined> => {
    const { oidc } = context;
    const { session, result, client, provider } = oidc;
    const grantId = result?.consent?.grantId ?? session?.grantIdFor(client?.clientId ?? '');
    if (session?.accountId !== undefined) {
      const link = { userId: session.accountId, oauthUid: session.uid, grantId: grantId ?? null };
      await links.note(cookieOf(context, issuer), link);
    }
    return grantId === undefined ? undefined : provider.Grant.find(grantId);
  };

/**
 * Whether the person whom oidc-provider knows in this browser is signed in here, too. Its session is worth nothing without:
 * it would go on after that person has signed out, or somebody else has signed in.
 */
export const signedInHere =
  (links: SessionLinks, issuer: string) =>
  (context: KoaContextWithOIDC): Promise<boolean> =>
    links.isUsedBy(cookieOf(context, issuer), context.oidc.session?.accountId ?? '');

const cookieOf = ({ cookies }: KoaContextWithOIDC, issuer: string): string | undefined =>
  cookies.get(sessionCookieAt(issuer).name, { signed: false });
