/** Answers of an API are no pages: whoever shows one gets nothing to run, and no frame. */
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Swagger UI has its scripts in files of their own, and writes styles and pictures into the page. */
const DOCUMENTATION = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** For browsers. A service that says otherwise for a page of its own is heard. */
export const SECURITY_HEADERS: ReadonlyMap<string, string> = new Map([
  ['Content-Security-Policy', NOTHING],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
]);

const OF_ALL: Readonly<Record<string, string>> = Object.fromEntries(SECURITY_HEADERS);
const OF_DOCUMENTATION: Readonly<Record<string, string>> = {
  ...OF_ALL,
  'Content-Security-Policy': DOCUMENTATION,
  'Cross-Origin-Opener-Policy': 'same-origin',
};

const DOCS = /^\/docs(?:[/?]|$)/;

/** Of what the gateway answers itself; `url` as it stands in the request line. */
export const securityHeadersOf = (url: string): Readonly<Record<string, string>> =>
  DOCS.test(url) ? OF_DOCUMENTATION : OF_ALL;

/**
 * RFC 6797. A year; for this host alone: a gateway at the top of a domain would cut off its other hosts that speak no TLS, for as long,
 * and no later answer takes that back.
 */
export const TRANSPORT_SECURITY = ['Strict-Transport-Security', 'max-age=31536000'] as const;
