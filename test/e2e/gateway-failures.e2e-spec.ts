import { once } from 'node:events';
import { createServer } from 'node:http';
import { countOf, exchange, type ReceivedAnswer, type SentRequest } from '../support/exchange.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { listen } from '../support/listening.js';
import { openSocket, readToEnd, requestHead } from '../support/raw-socket.js';
import { bodyOf } from '../support/scripted-upstream.js';

const PATH = '/api/v1/decisions';
const LIMIT = 100_000;

describe('a gateway whose services or callers fail', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    const closed = await listen(createServer());
    await closed.close();
    gateway = await startGateway({
      UPSTREAM_TIMEOUT_MS: '700',
      BODY_LIMIT_BYTES: String(LIMIT),
      CONSTITUTIONAL_CORE_URL: closed.url,
    });
  });

  afterAll(async () => {
    await gateway.close();
  });

  beforeEach(() => {
    gateway.engine.reset();
  });

  const send = (sent: Partial<SentRequest>): Promise<ReceivedAnswer> =>
    exchange(gateway.url, { path: PATH, ...sent, headers: { ...gateway.headers, ...sent.headers } });

  function expectProblem(answer: ReceivedAnswer, status: number, name: string): void {
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ type: `urn:acgs:problem:${name}`, status });
    expect(answer.headers['content-type']).toContain('application/problem+json');
    for (const header of ['X-Constitutional-Hash', 'X-Request-Id']) {
      expect([header, countOf(answer, header)]).toStrictEqual([header, 1]);
    }
  }

  it.each(['GET', 'POST'])(
    'answers 503 with Retry-After when a connection is refused: %s',
    async (method) => {
      const body = method === 'POST' ? { body: Buffer.alloc(70_000) } : {};
      const answer = await send({ method, path: '/api/v1/constitution', ...body });
      expectProblem(answer, 503, 'unavailable');
      expect(answer.headers['retry-after']).toBe('1');
    },
  );

  it.each(['GET', 'POST', 'DELETE'])(
    'answers 502 when the service breaks off, and does not send it twice: %s',
    async (method) => {
      gateway.engine.answer((request) => request.socket.destroy());
      expectProblem(await send({ method, body: Buffer.from('x') }), 502, 'upstream-failed');
      expect(gateway.engine.seen).toStrictEqual([`${method} ${PATH}`]);
    },
  );

  it('does not send a POST twice over a connection that has been used before', async () => {
    const body = Buffer.from('x');
    await send({ method: 'POST', body });
    gateway.engine.answer((request) => request.socket.destroy());
    expectProblem(await send({ method: 'POST', body }), 502, 'upstream-failed');
    expect(gateway.engine.seen).toHaveLength(2);
  });

  it('passes a 503 on as it is, without asking again', async () => {
    gateway.engine.answer((_request, response) =>
      response.writeHead(503, { 'Retry-After': '7' }).end('busy'),
    );
    const answer = await send({});
    expect([answer.status, answer.headers['retry-after'], answer.body.toString()]).toStrictEqual([
      ...[503, '7', 'busy'],
    ]);
    expect(gateway.engine.seen).toHaveLength(1);
  });

  it.each([
    ['what is not HTTP', 'SSH-2.0-OpenSSH\r\n\r\n'],
    ['a length of two minds', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    [
      'a length and chunks',
      'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
  ])('answers 502 to %s', async (_, text) => {
    gateway.engine.answer((request) => request.socket.end(text));
    expectProblem(await send({}), 502, 'upstream-failed');
  });

  it.each([
    ['a length', 'Content-Length: 1000\r\n\r\npart'],
    ['chunks', 'Transfer-Encoding: chunked\r\n\r\n4\r\npart\r\n'],
    ['a broken chunk', 'Transfer-Encoding: chunked\r\n\r\n4\r\npart\r\nzz\r\n'],
  ])('cuts the connection when an answer with %s ends too early', async (_, rest) => {
    gateway.engine.answer((request) => request.socket.end(`HTTP/1.1 200 OK\r\n${rest}`));
    const answer = await send({});
    expect([answer.status, answer.complete]).toStrictEqual([200, false]);
  });

  it('answers 504 at the deadline and takes the request back', async () => {
    const cancelled = new Promise<void>((resolve) => {
      gateway.engine.answer((request) => request.socket.once('close', resolve));
    });
    expectProblem(await send({ method: 'POST', body: Buffer.from('x') }), 504, 'deadline-exceeded');
    await cancelled;
    expect(gateway.engine.seen).toHaveLength(1);
  });

  it('cuts an answer that is not whole at the deadline', async () => {
    gateway.engine.answer((_request, response) => response.write('part'));
    const answer = await send({});
    expect([answer.status, answer.complete, answer.body.toString()]).toStrictEqual([200, false, 'part']);
  });

  it.each(['before the answer', 'in the middle of the answer'])(
    'takes the request back when the caller goes away %s',
    async (moment) => {
      let arrived = (): void => undefined;
      const arrival = new Promise<void>((resolve) => (arrived = resolve));
      const cancelled = new Promise<void>((resolve) => {
        gateway.engine.answer((request, response) => {
          request.socket.once('close', resolve);
          if (moment.startsWith('in')) response.write('part');
          arrived();
        });
      });
      const socket = await openSocket(gateway.url);
      socket.write(requestHead('GET', PATH, gateway.headers));
      await (moment.startsWith('in') ? once(socket, 'data') : arrival);
      socket.destroy();
      await cancelled;
      expect(gateway.engine.seen).toHaveLength(1);
    },
  );

  it('tells the service when a caller goes away in the middle of a body', async () => {
    const broken = new Promise<unknown>((resolve) => {
      gateway.engine.answer((request) =>
        bodyOf(request).then(() => {
          resolve('whole');
        }, resolve),
      );
    });
    const socket = await openSocket(gateway.url);
    socket.write(requestHead('POST', PATH, { ...gateway.headers, 'Content-Length': '1000' }) + 'part');
    while (gateway.engine.seen.length === 0) await new Promise(setImmediate);
    socket.destroy();
    expect(await broken).toMatchObject({ code: 'ECONNRESET' });
  });

  it('refuses a body whose length is over the limit before the service hears of it', async () => {
    expectProblem(await send({ method: 'POST', body: Buffer.alloc(LIMIT + 1) }), 413, 'payload-too-large');
    expect(gateway.engine.seen).toStrictEqual([]);
  });

  it('counts a chunked body, and stops it at the limit', async () => {
    const broken = new Promise<unknown>((resolve) => {
      gateway.engine.answer((request) =>
        bodyOf(request).then(() => {
          resolve('whole');
        }, resolve),
      );
    });
    const headers = { 'transfer-encoding': 'chunked' };
    const body = Array.from({ length: 30 }, () => Buffer.alloc(LIMIT / 10));
    expectProblem(await send({ method: 'POST', headers, body }), 413, 'payload-too-large');
    expect(await broken).toMatchObject({ code: 'ECONNRESET' });
  });

  it('refuses a body that is packed for the way', async () => {
    const headers = { 'transfer-encoding': 'gzip, chunked' };
    const socket = await openSocket(gateway.url);
    socket.write(
      requestHead('POST', PATH, { ...gateway.headers, ...headers, Connection: 'close' }) + '0\r\n\r\n',
    );
    expect(await readToEnd(socket)).toMatch(/^HTTP\/1\.1 400 [\s\S]*urn:acgs:problem:validation-failed/);
    expect(gateway.engine.seen).toStrictEqual([]);
  });

  it('lets bodies at the limit pass', async () => {
    gateway.engine.answer(async (request, response) => response.end(String((await bodyOf(request)).length)));
    const whole = await send({ method: 'POST', body: Buffer.alloc(LIMIT) });
    const headers = { 'transfer-encoding': 'chunked' };
    const chunked = await send({ method: 'POST', headers, body: [Buffer.alloc(LIMIT - 1), Buffer.alloc(1)] });
    expect([whole, chunked].map(({ body }) => body.toString())).toStrictEqual([String(LIMIT), String(LIMIT)]);
  });

  it('hands over an answer that comes before the body has ended, and serves on over the same connection', async () => {
    gateway.engine.answer((_request, response) => response.writeHead(409).end('early'));
    const socket = await openSocket(gateway.url);
    const answers = readToEnd(socket);
    socket.write(requestHead('POST', PATH, { ...gateway.headers, 'Content-Length': '8' }) + 'half');
    await once(socket, 'data');
    gateway.engine.answer((_request, response) => response.end('next'));
    socket.write('rest' + requestHead('GET', PATH, { ...gateway.headers, Connection: 'close' }));
    expect(await answers).toMatch(/^HTTP\/1\.1 409 [\s\S]*early[\s\S]*HTTP\/1\.1 200 OK[\s\S]*next/);
  });

  it('does not read a second request out of a body', async () => {
    gateway.engine.answer(async (request, response) => response.end(await bodyOf(request)));
    const socket = await openSocket(gateway.url);
    const both = { 'Content-Length': '4', 'Transfer-Encoding': 'chunked', Connection: 'close' };
    socket.write(
      requestHead('POST', PATH, { ...gateway.headers, ...both }) + '0\r\n\r\n' + requestHead('GET', '/x', {}),
    );
    expect(await readToEnd(socket)).toMatch(/^HTTP\/1\.1 400 /);
    expect(gateway.engine.seen).toStrictEqual([]);
  });
});
