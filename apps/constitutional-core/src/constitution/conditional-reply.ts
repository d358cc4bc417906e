import { matchesWeakly } from '@acgs/cache';
import type { FastifyReply } from 'fastify';

/** May be kept, but is asked about each time. */
export const CHECKED_EACH_TIME = 'no-cache';
/** A ratified version never changes: a year, the longest that caches keep anything. */
export const NEVER_CHANGES = 'private, max-age=31536000, immutable';

export interface Representation<Body> {
  readonly tag: string;
  readonly cacheControl: string;
  readonly body: () => Promise<Body>;
}

/** Answers 304, and reads no body, when `If-None-Match` names the representation (RFC 9110, section 13.1.2). */
export async function unlessKnown<Body>(
  ifNoneMatch: string | undefined,
  reply: FastifyReply,
  { tag, cacheControl, body }: Representation<Body>,
): Promise<Body | undefined> {
  void reply.headers({ ETag: tag, 'Cache-Control': cacheControl });
  if (ifNoneMatch === undefined || !matchesWeakly(ifNoneMatch, tag)) return body();
  void reply.code(304);
  return undefined;
}
