import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { isJsonType, type SubAnswer, type SubRequest } from '@acgs/contracts';
import { UpstreamAnswerUnusableError } from '@acgs/http-client';
import { PROBLEM_MEDIA_TYPE, problemAnswer } from '@acgs/service';
import type { LightMyRequestResponse } from 'fastify';
import { isUtf8 } from 'node:buffer';
import type { UpstreamName } from '../proxy/upstream-routes.js';
import type { BatchAllowance } from './answer-budget.js';
import { AnswersTooManyError } from './batch.errors.js';

/** What of an answer's head is of use within a batch. */
const TOLD = [
  'allow',
  'cache-control',
  'content-disposition',
  'content-type',
  'etag',
  'last-modified',
  'location',
  'preference-applied',
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'www-authenticate',
  'x-constitutional-hash',
  'x-request-id',
] as const;

type Told = Pick<SubAnswer, 'status' | 'headers' | 'body'>;

/**
 * Reads an answer to its end, as long as the batch may hold it.
 *
 * @throws UpstreamAnswerUnusableError, AnswersTooManyError; whatever broke the answer off
 */
export async function answerOf(
  upstream: UpstreamName,
  method: SubRequest['method'],
  response: LightMyRequestResponse,
  allowance: BatchAllowance,
): Promise<Told> {
  const { statusCode: status } = response;
  const chunks: Buffer[] = [];
  for await (const chunk of response.stream() as AsyncIterable<Buffer>) {
    const fault = allowance.take(chunk.length);
    if (fault === 'batch') throw tooLarge(upstream, status, allowance.limitBytes);
    if (fault === 'process') throw new AnswersTooManyError(status);
    chunks.push(chunk);
  }
  const headers = headersOf(response);
  const bytes = Buffer.concat(method === 'HEAD' ? [] : chunks);
  const body = bodyOf(upstream, headers['content-type'] ?? '', bytes);
  return { status, headers, body };
}

/** The same that the request would have got alone. */
export function problemOf(thrown: unknown, method: SubRequest['method'], requestId: string): Told {
  const { status, headers, document } = problemAnswer(thrown, requestId);
  const told = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    status,
    headers: {
      ...Object.fromEntries(told),
      'content-type': PROBLEM_MEDIA_TYPE,
      [CONSTITUTIONAL_HASH_HEADER.toLowerCase()]: CONSTITUTIONAL_HASH,
      'x-request-id': requestId,
    },
    body: method === 'HEAD' ? null : document,
  };
}

function headersOf({ headers }: LightMyRequestResponse): Record<string, string> {
  const told: Record<string, string> = {};
  for (const name of TOLD) {
    const value = headers[name];
    if (value !== undefined) told[name] = Array.isArray(value) ? value.join(', ') : String(value);
  }
  return told;
}

function bodyOf(upstream: UpstreamName, type: string, bytes: Buffer): unknown {
  if (bytes.length === 0) return null;
  if (isJsonType(type)) return jsonOf(upstream, bytes);
  return type.startsWith('text/') && isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('base64url');
}

function jsonOf(upstream: UpstreamName, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new UpstreamAnswerUnusableError(upstream, 'with what is not JSON', cause);
  }
}

const tooLarge = (upstream: UpstreamName, status: number, limitBytes: number): UpstreamAnswerUnusableError =>
  new UpstreamAnswerUnusableError(
    upstream,
    `${String(status)} with more than is left of the ${String(limitBytes)} bytes for all answers of a batch`,
  );
