import { html, type Html } from '@acgs/markup';
import { faultNote, hiddenFields } from '../pages/fragments.js';
import type { Page } from '../pages/page.js';
import { FORGOTTEN_PATH } from '../passwords/password-paths.js';
import { codeField, enrolmentFragment, recoveryCodesFragment } from '../second-factors/enrolment-fragment.js';
import type { SignInPlace } from './sign-in-place.js';

type Hidden = Readonly<Record<string, string>>;

const statusOf = (fault: string | null): number => (fault === null ? 200 : 400);

const form = ({ action }: SignInPlace, hidden: Hidden, fields: Html, button: string): Html => html`
  <form method="post" action="${action}">
    ${hiddenFields(hidden)} ${fields}
    <button type="submit">${button}</button>
  </form>
`;

const purpose = ({ client }: SignInPlace): Html | null =>
  client === null ? null : html`<p>${client} asks who you are.</p>`;

/** Gives the person back to the client without a sign-in. */
const wayOut = (place: SignInPlace, hidden: Hidden): Html | null =>
  place.client === null
    ? null
    : html`<form method="post" action="${place.action}">
        ${hiddenFields({ ...hidden, step: 'refuse' })}
        <button type="submit" class="second">Go back to ${place.client}</button>
      </form>`;

export const passwordPage = (
  place: SignInPlace,
  formToken: string,
  email: string,
  fault: string | null,
): Page => ({
  title: 'Sign in',
  status: statusOf(fault),
  formTarget: place.formTarget,
  body: html`${faultNote(fault)} ${purpose(place)}
    ${form(
      place,
      { form: formToken, step: 'password' },
      html`<label for="email">E-mail address</label>
        <input
          id="email"
          name="email"
          type="email"
          value="${email}"
          autocomplete="username"
          maxlength="254"
          required
        />
        <label for="password">Password</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          maxlength="1024"
          required
        />`,
      'Sign in',
    )}
    <p><a href="${FORGOTTEN_PATH}?tenant=${place.tenant}">Forgotten the password?</a></p>
    ${wayOut(place, { form: formToken })}`,
});

export const codePage = (place: SignInPlace, hidden: Hidden, fault: string | null): Page => ({
  title: 'Second step',
  status: statusOf(fault),
  formTarget: place.formTarget,
  body: html`${faultNote(fault)} ${purpose(place)}
  ${form(
    place,
    { ...hidden, step: 'code' },
    codeField('Six digits from your authenticator app, or one of your recovery codes.'),
    'Go on',
  )}
  ${wayOut(place, { form: hidden.form ?? '' })}`,
});

export const enrolmentPage = (
  place: SignInPlace,
  hidden: Hidden,
  { secret, email }: { readonly secret: string; readonly email: string },
  fault: string | null,
): Page => ({
  title: 'Set up a second step',
  status: statusOf(fault),
  formTarget: place.formTarget,
  body: html`${faultNote(fault)}
    <p>What you are about to do takes a second step at sign-in: a code that changes every 30 seconds.</p>
    ${enrolmentFragment(secret, email)}
    ${form(place, { ...hidden, step: 'enrol' }, codeField('Six digits, as the app shows them now.'), 'Go on')}
    ${wayOut(place, { form: hidden.form ?? '' })}`,
});

export const recoveryCodesPage = (place: SignInPlace, hidden: Hidden, codes: readonly string[]): Page => ({
  title: 'Your recovery codes',
  formTarget: place.formTarget,
  body: html`${recoveryCodesFragment(codes)}
  ${form(place, { ...hidden, step: 'kept' }, html``, 'I have kept them')}`,
});
