import { matchesWeakly } from '@acgs/cache';
import type { PolicyVersion } from '@acgs/contracts';
import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

/** May be kept, but is asked about each time: its status can change. */
const CHECKED_EACH_TIME = 'private, no-cache';

/** Documents a route whose answer has an `ETag`. */
export const ConditionalPolicy = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({ name: 'if-none-match', required: false, description: '`ETag` of what the caller has' }),
    ApiResponse({ status: 304, description: 'The caller has it already' }),
  );

/** The digest is that of the document alone, and two versions may have the same. */
const tagOf = ({ version, digest, status }: PolicyVersion): string =>
  `"${String(version)}.${digest}.${status}"`;

/** Answers 304 when `If-None-Match` names the version as it is (RFC 9110, section 13.1.2). */
export function unlessKnown(
  known: string | undefined,
  policy: PolicyVersion,
  reply: FastifyReply,
): PolicyVersion | undefined {
  const tag = tagOf(policy);
  void reply.headers({ ETag: tag, 'Cache-Control': CHECKED_EACH_TIME });
  if (known === undefined || !matchesWeakly(known, tag)) return policy;
  void reply.code(304);
  return undefined;
}
