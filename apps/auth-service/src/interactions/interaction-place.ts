import { ACR } from '@acgs/contracts';
import type { InteractionDetails } from '../oauth/interactions.js';
import { INTERACTIONS_PATH } from '../oauth/provider-configuration.js';
import { sourceOf } from '../pages/form-source.js';
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
