import { linkTo } from '../mail/link-to.js';
import type { Mail } from '../mail/mail.js';
import { RESET_PATH } from '../passwords/password-paths.js';
import type { BearerSecret } from '../secrets/bearer-secret.js';
import { RESET_GOOD_FOR_MINUTES } from './password-resets.repository.js';

interface Recipient {
  readonly name: string;
  readonly email: string;
}

export const resetMail = ({ name, email }: Recipient, issuer: string, secret: BearerSecret): Mail => ({
  kind: 'password-reset',
  to: { name, address: email },
  subject: 'A new password for ACGS',
  text: `Hello ${name},

somebody asked for a new password for your account. If it was you, open this link and choose one:

${linkTo(issuer, RESET_PATH, secret)}

The link is good once, for ${String(RESET_GOOD_FOR_MINUTES)} minutes.
If it was not you, there is nothing to do: your password stays as it is.
`,
});

export const changedMail = ({ name, email }: Recipient): Mail => ({
  kind: 'password-changed',
  to: { name, address: email },
  subject: 'Your password for ACGS was changed',
  text: `Hello ${name},

the password of your account was changed, and other sessions have ended. If it was not you, ask for a new password on the
page for signing in, and tell your administrator.
`,
});
