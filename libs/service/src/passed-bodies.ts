import type { FastifyInstance, preParsingHookHandler } from 'fastify';
import type { Readable } from 'node:stream';
import { BodyBudgetSpentError } from './body-budget.js';
import { parseJsonBody } from './json-body.js';
import { BodyBrokenOffError, NotJsonError, PayloadTooLargeError } from './request.errors.js';
import { UnreadBody } from './unread-body.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether the body is for this service, and not for the one behind it. */
    keepsBody: boolean;
  }
}

export interface PassedBodies {
  /** Routes by path with its prefix: their bodies are JSON for the service itself. */
  readonly except: readonly string[];
}

export const JSON_TYPE = /^application\/json *(?:;|$)/i;

/** Handlers get bodies as streams that nobody has read, whatever their type. What a request costs here is one look at a flag. */
export function passBodies(server: FastifyInstance, { except }: PassedBodies, limitBytes: number): void {
  server.removeAllContentTypeParsers();
  server.decorateRequest('keepsBody', false);
  server.addHook('onRoute', (route) => {
    if (except.includes(route.url)) route.preParsing = keepBody;
  });
  server.addContentTypeParser('*', (request, payload, done) => {
    if (!request.keepsBody) done(null);
    else if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) done(new NotJsonError());
    else
      readWhole(payload, limitBytes).then((body) => {
        done(null, new UnreadBody(body, parseJsonBody));
      }, done);
  });
}

const keepBody: preParsingHookHandler = (request, _reply, payload, done) => {
  request.keepsBody = true;
  done(null, payload);
};

/**
 * Leaves the rest of a body that is too large where it is: a stream destroyed would take the connection and the answer along.
 *
 * @throws PayloadTooLargeError, BodyBrokenOffError, BodyBudgetSpentError
 */
async function readWhole(payload: Readable, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of payload.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > limitBytes) break;
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof BodyBudgetSpentError) throw cause;
    throw new BodyBrokenOffError(cause);
  }
  if (length > limitBytes) throw new PayloadTooLargeError('The body is too large.');
  return Buffer.concat(chunks, length);
}
