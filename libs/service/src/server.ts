import { requestTimeoutFault } from '@acgs/http-client';
import { loggingOptions, type LogLevel } from '@acgs/observability';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
  type preParsingHookHandler,
} from 'fastify';
import { parseJsonBody } from './json-body.js';
import { JSON_TYPE } from './passed-bodies.js';
import { replyWithProblem } from './problem.filter.js';
import { CodedBodyError, NotJsonError, ValidationFailedError } from './request.errors.js';
import { framingFault } from './request-framing.js';
import { TunnelRefusedError } from './request-framing.errors.js';
import { answerClientError, refuseConnection } from './server-client-errors.js';
import { answerHeaders } from './server-headers.js';
import type { AcceptedBody } from './service-definition.js';
import { createEdgeServer } from './tls/secure-server.js';
import { UnreadBody } from './unread-body.js';
import { parseYamlBody } from './yaml-body.js';

export const BODY_LIMIT_BYTES = 1024 * 1024;
/** RFC 9512, and the names used before it. */
const YAML_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml'];
/** What the parsers below may keep, and maybe more: the rest is refused, or read by whoever takes the request over. */
export const KEPT_TYPE = /^\s*(application\/json|application\/(x-)?yaml|text\/yaml)\b/i;
/** Visible ASCII: what callers make of UUIDs, traces and base64, and nothing that a log or a header could stumble over. */
const REQUEST_ID = /^[\x21-\x7e]{1,128}$/;

const LIMITS = {
  headersTimeout: 20_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 72_000,
  connectionsCheckingInterval: 5000,
};
/** Node would refuse without our headers who names no host; `framingFault` does. */
const CONNECTIONS = { ...LIMITS, requireHostHeader: false };

/** Without an identity it speaks HTTP/1.1 in the clear. */
export function createAdapter(
  service: string,
  level: LogLevel,
  response: typeof ServerResponse,
  trustedProxies: readonly string[],
  identity: SecureContextOptions | null,
): FastifyAdapter {
  const edge = (listener: RequestListener): object =>
    createEdgeServer(identity ?? {}, response, LIMITS, listener);
  return new FastifyAdapter({
    ...(identity === null ? {} : { https: {}, serverFactory: edge as never }),
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    http: { ServerResponse: response, ...CONNECTIONS },
    ...loggingOptions(service, level),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    genReqId: (request: IncomingMessage) => requestIdOf(request),
    return503OnClosing: false,
    requestTimeout: LIMITS.requestTimeout,
    keepAliveTimeout: LIMITS.keepAliveTimeout,
    routerOptions: { maxParamLength: 2048 },
    clientErrorHandler: answerClientError,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      void reply.headers(answerHeaders(request.id, request.raw.httpVersionMajor));
      replyWithProblem(error, request, reply);
    },
  });
}

/** Takes the caller's id when it is fit for a log, else makes one. */
function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

export function addStandardHeaders(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers(answerHeaders(request.id, request.raw.httpVersionMajor));
    // Nothing is upgraded here, but Node loses what came with such a request and takes the rest for the next one.
    if (request.headers.upgrade !== undefined) reply.raw.shouldKeepAlive = false;
    const fault = framingFault(request.raw) ?? codingFault(request.raw);
    done(fault ?? requestTimeoutFault(request.headers) ?? undefined);
  });
  server.server.on('connect', (_request, socket) => {
    refuseConnection(socket as Socket, new TunnelRefusedError());
  });
  // RFC 9110, section 10.1.1: what else is expected may be ignored, and Node would answer 417 without our headers.
  server.server.on('checkExpectation', (request, response) =>
    server.server.emit('request', request, response),
  );
}

/** Nothing here undoes a coding: a body that is said to have one would be read as what it is not. */
function codingFault({ headers }: IncomingMessage): CodedBodyError | null {
  const coding = headers['content-encoding'];
  return coding === undefined || coding.toLowerCase() === 'identity' ? null : new CodedBodyError();
}

export function addBodyParsers(
  server: FastifyInstance,
  bodies: Readonly<Record<string, AcceptedBody>>,
): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, new UnreadBody(body as Buffer, parseJsonBody));
  });
  server.addContentTypeParser(YAML_TYPES, { parseAs: 'buffer' }, (request, body, done) => {
    if (bodies[request.routeOptions.url ?? '']?.yaml === true)
      done(null, new UnreadBody(body as Buffer, parseYamlBody));
    else done(new NotJsonError());
  });
}

/** A `preParsing` hook. @throws ValidationFailedError for a body that is not announced as JSON */
export const requireJson: preParsingHookHandler = ({ headers }, _reply, payload, done) => {
  const { 'content-type': type = '', 'content-length': length = '0', 'transfer-encoding': coding } = headers;
  if (JSON_TYPE.test(type) || (coding === undefined && length === '0')) done(null, payload);
  else done(new ValidationFailedError([{ path: 'Content-Type', message: 'must be application/json' }]));
};
