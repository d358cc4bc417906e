import { html, type Html } from '@acgs/markup';
import { faultNote, hiddenFields } from '../pages/fragments.js';
import type { Page } from '../pages/page.js';
import { newPasswordFields } from '../passwords/new-password.js';
import { codeField, enrolmentFragment, recoveryCodesFragment } from '../second-factors/enrolment-fragment.js';
import type { Enrolment } from '../second-factors/enrolments.js';
import type { SessionRow } from '../session-records/sessions.repository.js';
import { ACCOUNT_PATH } from '../sessions/account-path.js';
import type { UserRow } from '../user-records/users.repository.js';
import { ACCOUNT_PASSWORD_PATH, SECOND_FACTOR_PATH } from './account-paths.js';

const statusOf = (fault: string | null): number => (fault === null ? 200 : 400);

const form = (
  action: string,
  hidden: Readonly<Record<string, string>>,
  fields: Html | null,
  button: string,
): Html => html`
  <form method="post" action="${action}">
    ${hiddenFields(hidden)} ${fields}
    <button type="submit">${button}</button>
  </form>
`;

const back = html`<p><a href="${ACCOUNT_PATH}">Back to your account</a></p>`;

export function accountPage(
  user: UserRow,
  sessions: readonly SessionRow[],
  currentId: string,
  formToken: string,
): Page {
  return {
    title: 'Your account',
    body: html`<p>${user.name}, ${user.email}</p>
      ${form(ACCOUNT_PATH, { form: formToken, action: 'sign-out' }, null, 'Sign out')}
      <h2>Signing in</h2>
      <ul>
        <li><a href="${ACCOUNT_PASSWORD_PATH}">Change the password</a></li>
        <li>
          <a href="${SECOND_FACTOR_PATH}"
            >${user.secondFactor ? 'Remove the second step' : 'Set up a second step'}</a
          >
        </li>
      </ul>
      <h2>Where you are signed in</h2>
      <ul>
        ${sessions.map((session) => sessionItem(session, currentId, formToken))}
      </ul>
      ${
        sessions.length > 1
          ? form(ACCOUNT_PATH, { form: formToken, action: 'end-others' }, null, 'Sign out everywhere else')
          : null
      }`,
  };
}

const sessionItem = (session: SessionRow, currentId: string, formToken: string): Html => html`
  <li>
    ${session.userAgent === '' ? 'Unknown browser' : session.userAgent}; since
    ${session.authTime.toUTCString()}, last used ${session.lastUsedAt.toUTCString()}
    ${
      session.id === currentId
        ? html`<strong>This one</strong>`
        : form(ACCOUNT_PATH, { form: formToken, action: 'end', session: session.id }, null, 'Sign out there')
    }
  </li>
`;

export const passwordChangePage = (user: UserRow, formToken: string, fault: string | null): Page => ({
  title: 'Change the password',
  status: statusOf(fault),
  body: html`${faultNote(fault)}
    <p>Your other sessions end when it is changed.</p>
    ${form(
      ACCOUNT_PASSWORD_PATH,
      { form: formToken },
      html`<label for="current">Password of now</label>
        <input
          id="current"
          name="current"
          type="password"
          autocomplete="current-password"
          maxlength="1024"
          required
        />
        ${newPasswordFields(user.email)}`,
      'Change the password',
    )}
    ${back}`,
});

export const enrolPage = (
  user: UserRow,
  { secret, sealed }: Enrolment,
  formToken: string,
  fault: string | null,
): Page => ({
  title: 'Set up a second step',
  status: statusOf(fault),
  body: html`${faultNote(fault)}
    <p>From then on, signing in takes a code, too, that changes every 30 seconds.</p>
    ${enrolmentFragment(secret, user.email)}
    ${form(
      SECOND_FACTOR_PATH,
      { form: formToken, action: 'add', enrolment: sealed },
      html`<label for="password">Your password</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          maxlength="1024"
          required
        />
        ${codeField('Six digits, as the app shows them now.')}`,
      'Set up',
    )}
    ${back}`,
});

export const enrolledPage = (codes: readonly string[]): Page => ({
  title: 'Your recovery codes',
  body: html`<p class="told">The second step is set up.</p>
    ${recoveryCodesFragment(codes)} ${back}`,
});

export const removalPage = (formToken: string, fault: string | null): Page => ({
  title: 'Remove the second step',
  status: statusOf(fault),
  body: html`${faultNote(fault)}
    <p>
      Without it, whoever has your password has your account. What needs a second step is closed to you then.
    </p>
    ${form(
      SECOND_FACTOR_PATH,
      { form: formToken, action: 'remove' },
      codeField('Six digits from your authenticator app, or one of your recovery codes.'),
      'Remove the second step',
    )}
    ${back}`,
});
