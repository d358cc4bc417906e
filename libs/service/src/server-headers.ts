import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';

/** What belongs to every answer, those to refused and broken requests included. */
export const standardHeaders = (requestId: string): Record<string, string> => ({
  [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
  'X-Request-Id': requestId,
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
});
