import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { openSocket, readToEnd, requestHead } from '../support/raw-socket.js';

const PATH = '/api/v1/decisions';
const MEBIBYTE = 1024 * 1024;
/** More than the kernel buffers of both connections hold together. */
const LARGE = 96 * MEBIBYTE;
const BUFFERED_MAX = 48 * MEBIBYTE;

describe('a gateway between one who sends fast and one who reads slowly', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startGateway({ BODY_LIMIT_BYTES: String(LARGE), UPSTREAM_TIMEOUT_MS: '60000' });
  });

  afterAll(async () => {
    await gateway.close();
  });

  it('takes no more of an answer than the caller reads', async () => {
    let answer: ServerResponse | null = null;
    gateway.engine.answer((_request, response) => {
      answer = response;
      response.end(Buffer.alloc(LARGE));
    });
    const socket = await openSocket(gateway.url);
    socket.write(requestHead('GET', PATH, { ...gateway.headers, Connection: 'close' }));
    await once(socket, 'readable');
    await pause(1000);
    const waiting = (answer as ServerResponse | null)?.writableLength ?? 0;
    let received = 0;
    socket.on('data', (chunk: Buffer) => (received += chunk.length));
    await once(socket, 'close');
    expect(waiting).toBeGreaterThan(LARGE - BUFFERED_MAX);
    expect(received).toBeGreaterThan(LARGE);
  });

  it('takes no more of a body than the service reads, and lets the rest run off once there is an answer', async () => {
    let arrived: (response: ServerResponse) => void = () => undefined;
    const arrival = new Promise<ServerResponse>((resolve) => (arrived = resolve));
    gateway.engine.answer((request: IncomingMessage, response) => {
      request.pause();
      arrived(response);
    });
    const socket = await openSocket(gateway.url);
    const answers = readToEnd(socket);
    socket.write(requestHead('POST', PATH, { ...gateway.headers, 'Content-Length': String(LARGE) }));
    socket.write(Buffer.alloc(LARGE));
    const response = await arrival;
    await pause(1000);
    const waiting = socket.writableLength;
    response.writeHead(409).end('early');
    await once(socket, 'data');
    gateway.engine.answer((_request, next) => next.end('next'));
    socket.write(requestHead('GET', PATH, { ...gateway.headers, Connection: 'close' }));
    expect(await answers).toMatch(/^HTTP\/1\.1 409 [\s\S]*early[\s\S]*HTTP\/1\.1 200 OK[\s\S]*next/);
    expect(waiting).toBeGreaterThan(LARGE - BUFFERED_MAX);
  });
});
