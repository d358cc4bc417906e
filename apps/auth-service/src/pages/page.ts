import { type Html, html } from '@acgs/markup';
import type { FastifyReply } from 'fastify';

const STYLESHEET_PATH = '/api/v1/auth/style.css';

export interface Page {
  readonly title: string;
  readonly body: Html;
  /** 200 unless told. */
  readonly status?: number;
  /** Where a form may lead beside this origin (CSP Level 3, section 6.4.2): browsers hold redirects to it, too. */
  readonly formTarget?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Where the browser goes next, always with GET (RFC 9110, section 15.4.4). */
export interface Redirect {
  readonly redirectTo: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * `same-origin` and not `no-referrer`: with that browsers send `Origin: null` with our own forms (Fetch, section 3.1),
 * and the check of it would be none.
 */
const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

export function sendPage(reply: FastifyReply, answer: Page | Redirect): void {
  void reply.headers(answer.headers ?? {});
  if ('redirectTo' in answer) {
    void reply.code(303).header('Location', answer.redirectTo).send();
    return;
  }
  void reply
    .code(answer.status ?? 200)
    .headers(pageHeaders(answer.formTarget ?? null))
    .send(pageDocument(answer));
}

export const pageHeaders = (formTarget: string | null): Readonly<Record<string, string>> => ({
  ...PAGE_HEADERS,
  'Content-Security-Policy': contentSecurityPolicy(formTarget),
});

const contentSecurityPolicy = (formTarget: string | null): string =>
  `default-src 'none'; style-src 'self'; form-action 'self'${formTarget === null ? '' : ` ${formTarget}`}; ` +
  "frame-ancestors 'none'; base-uri 'none'";

export const pageDocument = ({ title, body }: Pick<Page, 'title' | 'body'>): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ACGS</title>
        <link rel="stylesheet" href="${STYLESHEET_PATH}" />
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html> `.text;
