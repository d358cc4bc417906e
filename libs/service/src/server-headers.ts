import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';

/** What belongs to every answer, those to refused and broken requests included. */
export const standardHeaders = (requestId: string): Record<string, string> => ({
  [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
  'X-Request-Id': requestId,
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
});

/**
 * Seconds for which a caller is asked to keep a connection that it does not use: fewer than a process that is being replaced
 * waits, so that who heeds it never sends on a connection that is just being closed. The connection itself is kept for
 * longer, for load balancers that heed nothing.
 */
export const KEEP_ALIVE = ['Keep-Alive', 'timeout=5'] as const;

/** Of an answer after which the connection stays, as a rule; by the version of HTTP, as 2 has no fields of a connection. */
export const answerHeaders = (requestId: string, major: number): Record<string, string> => {
  const headers = standardHeaders(requestId);
  if (major === 1) headers[KEEP_ALIVE[0]] = KEEP_ALIVE[1];
  return headers;
};
