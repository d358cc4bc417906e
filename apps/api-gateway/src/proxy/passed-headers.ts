import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { REQUEST_TIMEOUT_HEADER } from '@acgs/http-client';
import { KEEP_ALIVE } from '@acgs/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { CORS_HEADERS } from '../edge/cors.js';
import { SECURITY_HEADERS, TRANSPORT_SECURITY } from '../edge/security-headers.js';
import type { Sender } from './sender.js';

/** RFC 9110, section 7.6.1; trailers are dropped, as section 6.5.1 allows, and so is what announces them. */
const OF_ONE_CONNECTION: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const TIMEOUT = REQUEST_TIMEOUT_HEADER.toLowerCase();

/** Set by the gateway itself, or meant for it: `Host` and `Expect` are answered here. */
const NOT_FROM_CALLERS: ReadonlySet<string> = new Set([
  'expect',
  'forwarded',
  'host',
  'x-real-ip',
  'x-request-id',
  TIMEOUT,
]);
const FORWARDED = 'x-forwarded-';

const NOT_FROM_UPSTREAMS: ReadonlySet<string> = new Set([
  CONSTITUTIONAL_HASH_HEADER.toLowerCase(),
  'x-request-id',
]);

/** Names and values in turn, as undici takes them; what is left of the time comes to them when they are sent. */
export function headersForUpstream(headers: IncomingHttpHeaders, sender: Sender): string[] {
  const listed = connectionOptions(headers.connection);
  const passed: string[] = [];
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || name.startsWith(':') || isKeptFromUpstream(name) || listed.includes(name))
      continue;
    if (typeof value === 'string') passed.push(name, value);
    else for (const part of value) passed.push(name, part);
  }
  passed.push('x-request-id', sender.requestId);
  passed.push('x-forwarded-for', sender.addresses, 'x-forwarded-proto', sender.protocol);
  if (sender.host !== '') passed.push('x-forwarded-host', sender.host);
  return passed;
}

const isKeptFromUpstream = (name: string): boolean =>
  OF_ONE_CONNECTION.has(name) || NOT_FROM_CALLERS.has(name) || name.startsWith(FORWARDED);

const OF_REPLY = ['RateLimit-Policy', 'RateLimit', ...CORS_HEADERS, 'Vary', TRANSPORT_SECURITY[0]] as const;

/** What the gateway says itself in every answer, names and values in turn: some of the reply, if they are there. */
export function headersOfGateway(
  { id, raw }: Pick<FastifyRequest, 'id' | 'raw'>,
  reply: Pick<FastifyReply, 'getHeader'>,
): string[] {
  const own = [CONSTITUTIONAL_HASH_HEADER, CONSTITUTIONAL_HASH, 'X-Request-Id', id];
  if (raw.httpVersionMajor === 1) own.push(...KEEP_ALIVE);
  for (const name of OF_REPLY) {
    const value = reply.getHeader(name);
    if (value !== undefined) own.push(name, String(value));
  }
  return own;
}

/** Each security header has a bit: which of them a service has said itself is one number. */
const SECURITY = [...SECURITY_HEADERS].map(([name, value], index) => ({ name, value, bit: 1 << index }));
const SECURITY_BITS: ReadonlyMap<string, number> = new Map(
  SECURITY.map(({ name, bit }) => [name.toLowerCase(), bit]),
);

/**
 * Names and values in turn, bytes as they came (latin1), in their order, repeated ones too. A service's own limits stand
 * beside those of the gateway: their fields are lists. Security headers are added where the service has none.
 */
export function headersForCaller(raw: readonly (Buffer | string)[], own: readonly string[]): string[] {
  const passed = [...own];
  const listed = connectionOptions(rawConnection(raw));
  let said = 0;
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = latin1(raw[index]);
    const lower = name.toLowerCase();
    if (OF_ONE_CONNECTION.has(lower) || NOT_FROM_UPSTREAMS.has(lower) || listed.includes(lower)) continue;
    said |= SECURITY_BITS.get(lower) ?? 0;
    passed.push(name, latin1(raw[index + 1]));
  }
  for (const { name, value, bit } of SECURITY) if ((said & bit) === 0) passed.push(name, value);
  return passed;
}

function rawConnection(raw: readonly (Buffer | string)[]): string | undefined {
  const values: string[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    if (raw[index]?.length === 10 && latin1(raw[index]).toLowerCase() === 'connection') {
      values.push(latin1(raw[index + 1]));
    }
  }
  return values.length === 0 ? undefined : values.join(',');
}

const NONE: readonly string[] = [];

function connectionOptions(value: string | undefined): readonly string[] {
  if (value === undefined || value === 'keep-alive' || value === 'close') return NONE;
  return value
    .toLowerCase()
    .split(',')
    .map((option) => option.trim());
}

const latin1 = (part: Buffer | string | undefined): string =>
  typeof part === 'string' ? part : (part?.toString('latin1') ?? '');
