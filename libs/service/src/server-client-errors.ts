import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { isAnswering } from './answers-under-way.js';
import { endAndLinger } from './lingering-close.js';
import { problemAnswer, PROBLEM_MEDIA_TYPE } from './problem-document.js';
import { HeadersTooLargeError, NotHttpError, RequestTimeoutError } from './request.errors.js';
import { standardHeaders } from './server-headers.js';

/** For the answer to be read before the connection is gone. */
const LINGER_MAX_MILLISECONDS = 2000;

type ClientError = Error & { readonly code?: string };

/** Answers requests that are not HTTP, or that never end: they do not reach Fastify's routes. */
export function answerClientError(error: ClientError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  if (isAnswering(socket)) socket.destroy(error);
  else refuseConnection(socket, refusalOf(error));
}

/** Answers on a connection of HTTP/1.1 that no answer of Node's can be written to, and closes it. */
export function refuseConnection(socket: Socket, refusal: Error): void {
  const requestId = randomUUID();
  const { status, headers: own, document } = problemAnswer(refusal, requestId);
  const body = JSON.stringify(document);
  const headers = {
    ...standardHeaders(requestId),
    ...own,
    'Content-Type': PROBLEM_MEDIA_TYPE,
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  };
  const head = [`HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}`];
  for (const [name, value] of Object.entries(headers)) head.push(`${name}: ${value}`);
  endAndLinger(socket, LINGER_MAX_MILLISECONDS, `${head.join('\r\n')}\r\n\r\n${body}`);
  socket.resume();
}

function refusalOf({ code }: ClientError): Error {
  if (code === 'HPE_HEADER_OVERFLOW') return new HeadersTooLargeError();
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new RequestTimeoutError();
  return new NotHttpError();
}
