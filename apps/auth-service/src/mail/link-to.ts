import type { BearerSecret } from '../secrets/bearer-secret.js';

/** A link that is a secret, on the address that people know. */
export const linkTo = (issuer: string, path: string, { text }: BearerSecret): string =>
  `${issuer.replace(/\/$/, '')}${path}?token=${encodeURIComponent(text)}`;
