import type { Mail } from '../mail/mail.js';

export const removedMail = ({ name, email }: { readonly name: string; readonly email: string }): Mail => ({
  kind: 'second-factor-removed',
  to: { name, address: email },
  subject: 'Your second step for ACGS was removed',
  text: `Hello ${name},

an administrator has removed the second step of your account, and you are signed out everywhere. Sign in with your password
and set up a new one. If you did not ask for this, change your password and tell your administrator at once.
`,
});
