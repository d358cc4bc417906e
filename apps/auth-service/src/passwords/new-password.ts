import { html, type Html } from '@acgs/markup';
import { passwordFault } from './password-rules.js';

export interface NewPassword {
  readonly password: string;
  readonly repeated: string;
}

/** What is wrong with what a person chose, in words for that person; null for nothing. */
export function newPasswordFault(
  { password, repeated }: NewPassword,
  person: { readonly email: string; readonly name: string },
): string | null {
  return password === repeated ? passwordFault(password, person) : 'The two passwords differ.';
}

/** The fields of it in a form. The address goes along for password managers. */
export const newPasswordFields = (email: string): Html => html`
  <label for="email">E-mail address</label>
  <input id="email" type="email" value="${email}" autocomplete="username" readonly />
  <label for="password">New password</label>
  <input
    id="password"
    name="password"
    type="password"
    autocomplete="new-password"
    minlength="12"
    required
    aria-describedby="password-hint"
  />
  <p class="hint" id="password-hint">At least 12 characters; a few words in a row are good.</p>
  <label for="repeated">The same password again</label>
  <input id="repeated" name="repeated" type="password" autocomplete="new-password" required />
`;
