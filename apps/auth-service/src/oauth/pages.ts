import { Html, html } from '@acgs/markup';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { sourceOf } from '../pages/form-source.js';
import { type Page, pageDocument, pageHeaders } from '../pages/page.js';

function show({ response }: KoaContextWithOIDC, page: Pick<Page, 'title' | 'body' | 'formTarget'>): void {
  response.set(pageHeaders(page.formTarget ?? null));
  response.body = pageDocument(page);
}

interface OAuthError {
  readonly error: string;
  readonly error_description?: string | undefined;
}

/** What a browser gets of an error that can't be sent back to the client. */
export function errorPage(context: KoaContextWithOIDC, { error, error_description = '' }: OAuthError): void {
  show(context, {
    title: 'This did not work',
    body: html`<p>${error_description} (<code>${error}</code>)</p>
      <p>Go back to where you came from, and begin again there.</p>`,
  });
}

/** `form` has the address and the token against forgery; its name is oidc-provider's. */
export function signOutPage(context: KoaContextWithOIDC, form: string): void {
  const target = context.oidc.params?.post_logout_redirect_uri;
  show(context, {
    title: 'Sign out?',
    body: html`${new Html(form)}
      <p>
        <button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>
        <button type="submit" form="op.logoutForm">Stay signed in</button>
      </p>`,
    formTarget: typeof target === 'string' ? sourceOf(target) : null,
  });
}

/** For who has no session with a client: oidc-provider would send the form by script. */
export function signOutPageOfNobody(context: KoaContextWithOIDC): void {
  const secret = context.oidc.session?.state?.secret;
  const action = context.oidc.urlFor('end_session_confirm');
  const form = html`<form id="op.logoutForm" method="post" action="${action}">
    <input type="hidden" name="xsrf" value="${typeof secret === 'string' ? secret : null}" />
  </form>`;
  signOutPage(context, form.text);
}

export function signedOutPage(context: KoaContextWithOIDC): void {
  show(context, { title: 'Signed out', body: html`<p>You can close this page.</p>` });
}
