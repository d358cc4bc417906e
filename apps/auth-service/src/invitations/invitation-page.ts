import { html } from '@acgs/markup';
import { faultNote, hiddenFields } from '../pages/fragments.js';
import type { Page } from '../pages/page.js';
import { newPasswordFields } from '../passwords/new-password.js';
import { INVITATION_PATH } from './invitation-mail.js';

export const invitationPage = (
  { name, email }: { readonly name: string; readonly email: string },
  hidden: Readonly<Record<string, string>>,
  fault: string | null,
): Page => ({
  title: 'Choose a password',
  status: fault === null ? 200 : 400,
  body: html`${faultNote(fault)}
    <p>Welcome, ${name}. With this password and your e-mail address you sign in to ACGS.</p>
    <form method="post" action="${INVITATION_PATH}">
      ${hiddenFields(hidden)} ${newPasswordFields(email)}
      <button type="submit">Accept the invitation</button>
    </form>`,
});
