import { html, Html } from '@acgs/markup';
import { renderSVG } from 'uqr';
import { totpAddress } from './totp.js';

/** Quiet zone, in modules (ISO/IEC 18004). */
const BORDER = 4;

/** The secret for an authenticator app: to scan, and to type. */
export const enrolmentFragment = (secret: string, email: string): Html => html`
  <p>Scan this code with an authenticator app, or type the key into it.</p>
  ${qrCode(totpAddress(secret, email))}
  <p>Key: <span class="code">${secret.replace(/(.{4})(?=.)/g, '$1 ')}</span></p>
`;

export const codeField = (hint: string): Html => html`
  <label for="code">Code</label>
  <input
    id="code"
    name="code"
    type="text"
    autocomplete="one-time-code"
    autocapitalize="none"
    spellcheck="false"
    maxlength="32"
    required
    aria-describedby="code-hint"
  />
  <p class="hint" id="code-hint">${hint}</p>
`;

export const recoveryCodesFragment = (codes: readonly string[]): Html => html`
  <p>
    Keep these recovery codes where nobody else finds them. Each signs you in once, in place of a code of the
    app. They are not shown again.
  </p>
  <ul class="code">
    ${codes.map((code) => html`<li>${code}</li>`)}
  </ul>
`;

const qrCode = (text: string): Html => {
  const svg = renderSVG(text, { border: BORDER });
  return new Html(svg.replace('<svg ', '<svg role="img" aria-label="QR code with the key below" '));
};
