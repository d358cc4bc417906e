import { ACR } from '@acgs/contracts';
import type { InteractionDetails } from '../oauth/interactions.js';
import { INTERACTIONS_PATH } from '../oauth/provider-configuration.js';
import type { SignInPlace } from '../sign-in/sign-in-place.js';

export const placeOf = (details: InteractionDetails): SignInPlace => ({
  owner: `interaction:${details.uid}`,
  action: `${INTERACTIONS_PATH}/${details.uid}`,
  tenant: details.tenant,
  client: details.client.name,
  loginHint: details.loginHint ?? '',
  secondFactorRequired: details.requiredAcr === ACR.mfa,
  formTarget: details.redirectUri === null ? null : sourceOf(details.redirectUri),
});

/** As a source expression (CSP Level 3, section 2.3.1); programs on the desktop have schemes of their own. */
function sourceOf(address: string): string | null {
  const { origin, protocol } = new URL(address);
  const source = origin === 'null' ? protocol : origin;
  return /^[a-z][a-z0-9+.:/[\]-]*$/i.test(source) ? source : null;
}
