import type { Mail } from '../mail/mail.js';
import { linkTo } from '../mail/link-to.js';
import type { BearerSecret } from '../secrets/bearer-secret.js';
import type { InvitationRow } from './invitations.repository.js';

export const INVITATION_PATH = '/api/v1/auth/invitations/accept';

export const invitationMail = (
  { name, email, expiresAt }: Pick<InvitationRow, 'name' | 'email' | 'expiresAt'>,
  issuer: string,
  secret: BearerSecret,
): Mail => ({
  kind: 'invitation',
  to: { name, address: email },
  subject: 'Your invitation to ACGS',
  text: `Hello ${name},

you are invited to ACGS, which governs what agents may do. Open this link and choose a password:

${linkTo(issuer, INVITATION_PATH, secret)}

The link is good once, until ${expiresAt.toUTCString()}.
If you did not expect this mail, there is nothing to do.
`,
});
