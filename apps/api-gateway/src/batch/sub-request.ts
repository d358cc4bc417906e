import { contentTypeOf, isJsonType, type SubRequest } from '@acgs/contracts';
import { REQUEST_TIMEOUT_HEADER } from '@acgs/http-client';
import type { FastifyRequest, InjectOptions } from 'fastify';
import { Readable } from 'node:stream';
import { NoUpstreamError } from '../proxy/proxy.errors.js';
import { pathOf } from '../proxy/request-target.js';
import { type UpstreamName, upstreamRouteOf } from '../proxy/upstream-routes.js';

/** What a batch says for all of its requests: who asks, by which way, and to which trace it belongs. */
const OF_THE_BATCH = [
  'authorization',
  'host',
  'traceparent',
  'tracestate',
  'user-agent',
  'x-constitutional-hash',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
] as const;

const ROOMS = ['/api/v1/', '/access/v1/'] as const;

/**
 * The service to which a request of a batch leads. The gateway's own routes are none of those, and so no batch stands in
 * a batch.
 *
 * @throws RequestTargetRefusedError, NoUpstreamError
 */
export function upstreamOf({ path: target }: SubRequest): UpstreamName {
  const path = pathOf(target);
  const route = ROOMS.some((room) => path.startsWith(room)) ? upstreamRouteOf(path) : null;
  if (route === null) throw new NoUpstreamError(path);
  return route.upstream;
}

export interface Injected {
  readonly options: InjectOptions;
  /** Takes the request back, wherever it is. */
  readonly giveUp: () => void;
}

/** A request as it would have come alone from the caller of the batch, with so many milliseconds for its answer. */
export function injected(sub: SubRequest, { id, raw }: FastifyRequest, milliseconds: number): Injected {
  const body = bodyOf(sub);
  const payload = streamOf(body);
  const { remoteAddress } = raw.socket;
  const headers: Record<string, string | string[] | undefined> = {
    ...sub.headers,
    'user-agent': undefined,
    'x-request-id': id,
    [REQUEST_TIMEOUT_HEADER]: String(Math.max(1, Math.floor(milliseconds))),
    ...(body === null
      ? {}
      : { 'content-length': String(body.length), 'content-type': contentTypeOf(sub.headers) }),
  };
  headers.host = raw.headers[':authority'];
  for (const name of OF_THE_BATCH) if (raw.headers[name] !== undefined) headers[name] = raw.headers[name];
  return {
    options: {
      method: sub.method,
      url: sub.path,
      headers,
      payload,
      ...(remoteAddress === undefined ? {} : { remoteAddress }),
      payloadAsStream: true,
      validate: false,
    },
    giveUp: () => payload.destroy(new Error('The request was given up.')),
  };
}

function bodyOf({ headers, body }: SubRequest): Buffer | null {
  if (body === undefined || body === null) return null;
  const isText = typeof body === 'string' && !isJsonType(contentTypeOf(headers));
  return Buffer.from(isText ? body : JSON.stringify(body));
}

/** Its failure is the one thing by which an injected request can be ended: so it must be able to fail when it was read. */
function streamOf(body: Buffer | null): Readable {
  const stream = new Readable({ read: () => undefined, autoDestroy: false });
  if (body !== null) stream.push(body);
  stream.push(null);
  return stream;
}
