import type { FastifyReply, FastifyRequest } from 'fastify';

/** What a page may send beside what every page may. */
const ALLOWED_HEADERS = [
  'Approval',
  'Authorization',
  'Content-Type',
  'DPoP',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'Prefer',
  'Traceparent',
  'Tracestate',
  'X-Constitutional-Hash',
  'X-Request-Id',
  'X-Request-Timeout-Ms',
].join(', ');

/** What a page may read beside what every page may. */
const EXPOSED_HEADERS = [
  'Allow',
  'DPoP-Nonce',
  'ETag',
  'Location',
  'Preference-Applied',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'WWW-Authenticate',
  'X-Constitutional-Hash',
  'X-Request-Id',
].join(', ');

const ALLOWED_METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
/** As long as Chromium keeps it at most. */
const MAX_AGE_SECONDS = '7200';

/** Those of an answer that hold for the page which asked. */
export const CORS_HEADERS = ['Access-Control-Allow-Origin', 'Access-Control-Expose-Headers'] as const;

/**
 * Pages of these origins may call (Fetch standard, CORS protocol); those of no other, whatever it is called. Credentials of
 * a browser are never allowed: a page shows a token.
 */
export class Cors {
  constructor(private readonly origins: ReadonlySet<string>) {}

  /** To be asked for every request. True for a preflight, which is answered with that. */
  answer({ method, headers }: FastifyRequest, reply: FastifyReply): boolean {
    if (this.origins.size === 0) return false;
    void reply.header('Vary', 'Origin');
    const { origin } = headers;
    if (origin === undefined || !this.origins.has(origin)) return false;
    void reply.header('Access-Control-Allow-Origin', origin);
    if (method === 'OPTIONS' && headers['access-control-request-method'] !== undefined) {
      void reply
        .headers({
          'Access-Control-Allow-Methods': ALLOWED_METHODS,
          'Access-Control-Allow-Headers': ALLOWED_HEADERS,
          'Access-Control-Max-Age': MAX_AGE_SECONDS,
          Vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
        })
        .code(204)
        .send();
      return true;
    }
    void reply.header('Access-Control-Expose-Headers', EXPOSED_HEADERS);
    return false;
  }
}
