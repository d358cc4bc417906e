import { html } from '@acgs/markup';
import { faultNote, hiddenFields } from '../pages/fragments.js';
import type { Page } from '../pages/page.js';
import { newPasswordFields } from '../passwords/new-password.js';
import { FORGOTTEN_PATH, RESET_PATH } from '../passwords/password-paths.js';
import { SIGN_IN_PATH } from '../sessions/account-path.js';

export const forgottenPage = (tenant: string, form: string): Page => ({
  title: 'Forgotten the password?',
  body: html`<p>Tell us your e-mail address, and we send you a link to choose a new one.</p>
    <form method="post" action="${FORGOTTEN_PATH}?tenant=${tenant}">
      ${hiddenFields({ form })}
      <label for="email">E-mail address</label>
      <input id="email" name="email" type="email" autocomplete="username" maxlength="254" required />
      <button type="submit">Send the link</button>
    </form>`,
});

export const onItsWayPage: Page = {
  title: 'Look into your mail',
  body: html`<p>
    If there is an account with this address, a mail with a link is on its way. The link is good for half an
    hour. Nothing came? Wait a minute, look among the unwanted mails, and try again.
  </p>`,
};

export const resetPage = (
  { email }: { readonly email: string },
  hidden: Readonly<Record<string, string>>,
  fault: string | null,
): Page => ({
  title: 'Choose a new password',
  status: fault === null ? 200 : 400,
  body: html`${faultNote(fault)}
    <p>All your sessions end when you have chosen it.</p>
    <form method="post" action="${RESET_PATH}">
      ${hiddenFields(hidden)} ${newPasswordFields(email)}
      <button type="submit">Change the password</button>
    </form>`,
});

export const changedPage = (tenant: string): Page => ({
  title: 'Your password is changed',
  body: html`<p>
    All sessions have ended. <a href="${SIGN_IN_PATH}?tenant=${tenant}">Sign in</a> with the new password.
  </p>`,
});
