import type { KoaContextWithOIDC } from 'oidc-provider';
import { sourceOf } from '../pages/form-source.js';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');

/** No script, no style, nothing from elsewhere, in no frame; browsers hold the redirect after a form to `form-action`, too. */
const policy = (formTarget: string | null): string =>
  `default-src 'none'; form-action 'self'${formTarget === null ? '' : ` ${formTarget}`}; frame-ancestors 'none'; base-uri 'none'`;

function show(
  { response }: KoaContextWithOIDC,
  title: string,
  content: string,
  formTarget: string | null = null,
): void {
  response.set('Content-Security-Policy', policy(formTarget));
  response.set('Referrer-Policy', 'no-referrer');
  response.type = 'html';
  response.body = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body><main><h1>${title}</h1>
${content}
</main></body>
</html>`;
}

interface OAuthError {
  readonly error: string;
  readonly error_description?: string | undefined;
}

/** What a browser gets of an error that can't be sent back to the client. */
export function errorPage(context: KoaContextWithOIDC, { error, error_description = '' }: OAuthError): void {
  show(
    context,
    'This did not work',
    `<p>${escaped(error_description)} (<code>${escaped(error)}</code>)</p>
<p>Go back to where you came from, and begin again there.</p>`,
  );
}

/** `form` has the address and the token against forgery; its name is oidc-provider's. */
export function signOutPage(context: KoaContextWithOIDC, form: string): void {
  const target = context.oidc.params?.post_logout_redirect_uri;
  show(
    context,
    'Sign out?',
    `${form}
<p><button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>
<button type="submit" form="op.logoutForm">Stay signed in</button></p>`,
    typeof target === 'string' ? sourceOf(target) : null,
  );
}

export function signedOutPage(context: KoaContextWithOIDC): void {
  show(context, 'Signed out', '<p>You can close this page.</p>');
}
