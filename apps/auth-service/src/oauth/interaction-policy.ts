import { Check, base } from 'oidc-provider/lib/helpers/interaction_policy/index.js';
import type { interactionPolicy, KoaContextWithOIDC } from 'oidc-provider';

/** How a person may have signed in (`acr`), the weaker first: `urn:acgs:acr:mfa` is as good as what is below it. */
export const ACR_VALUES = ['urn:acgs:acr:password', 'urn:acgs:acr:mfa'] as const;
export type Acr = (typeof ACR_VALUES)[number];

type Asked = (context: KoaContextWithOIDC) => Promise<boolean>;

/**
 * Those of oidc-provider, and three more: whoever has no account here any more, or one of another tenant than the client's,
 * signs in again; so does whoever is not signed in at auth-service itself any more, and whoever has signed in more weakly
 * than `acr_values` asks (RFC 9470).
 */
export function interactionPrompts(isSignedInHere: Asked): interactionPolicy.Prompt[] {
  const policy = base();
  const login = policy.get('login');
  login?.checks.add(
    new Check(
      'account_missing',
      'the session has no account for this client',
      'login_required',
      (context) => context.oidc.session?.accountId !== undefined && context.oidc.account === undefined,
    ),
  );
  login?.checks.add(
    new Check(
      'signed_out',
      'the session that this one rests on has ended',
      'login_required',
      async (context) => context.oidc.session?.accountId !== undefined && !(await isSignedInHere(context)),
    ),
  );
  login?.checks.add(
    new Check('acr_values', 'a stronger sign-in is required', 'login_required', (context) =>
      isTooWeak(context),
    ),
  );
  return policy;
}

/** The weakest of what a request would take; null when it asks for nothing that is known here. */
export function requiredAcrOf(acrValues: unknown): Acr | null {
  if (typeof acrValues !== 'string') return null;
  const asked = acrValues.split(' ');
  return ACR_VALUES.find((acr) => asked.includes(acr)) ?? null;
}

function isTooWeak({ oidc }: KoaContextWithOIDC): boolean {
  const required = requiredAcrOf(oidc.params?.acr_values);
  return required !== null && strengthOf(oidc.acr) < strengthOf(required);
}

const strengthOf = (acr: string | undefined): number =>
  (ACR_VALUES as readonly (string | undefined)[]).indexOf(acr);
