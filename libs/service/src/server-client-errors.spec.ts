import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { responseThatCloses } from './draining.js';
import { answerClientError } from './server-client-errors.js';

/** The whole answer to what is written, its head in lines and its body parsed. */
async function answerTo(server: Server, written: string): Promise<{ head: string[]; body: unknown }> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(written);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'close');
  const [head = '', body = ''] = Buffer.concat(chunks).toString('utf8').split('\r\n\r\n');
  return { head: head.split('\r\n'), body: JSON.parse(body) };
}

describe('a request that never reaches a route', () => {
  let server: Server;

  beforeAll(async () => {
    server = createServer({ requestTimeout: 200, headersTimeout: 200, connectionsCheckingInterval: 20 });
    server.on('request', (request) => request.resume());
    server.on('clientError', answerClientError);
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });

  afterAll(() => {
    server.close();
  });

  const NOT_HTTP = [400, 'Bad Request', 'validation-failed', 'The request is not HTTP.'] as const;
  const TOO_LATE = [
    408,
    'Request Timeout',
    'request-timeout',
    'The request did not arrive whole in time; send it again.',
  ] as const;

  it.each([
    ['is not HTTP', 'hello\r\n\r\n', NOT_HTTP],
    [
      'has headers without end',
      `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
      [431, 'Request Header Fields Too Large', 'headers-too-large', 'The headers exceed 16 KiB.'] as const,
    ],
    ['stops within its headers', 'GET / HTTP/1.1\r\nHost: a\r\n', TOO_LATE],
    ['stops within its body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{', TOO_LATE],
  ])('because it %s is told so, with the headers of every answer', async (_, written, expected) => {
    const [status, reason, problem, detail] = expected;
    const { head, body } = await answerTo(server, written);
    expect(head[0]).toBe(`HTTP/1.1 ${String(status)} ${reason}`);
    expect(body).toMatchObject({ type: `urn:acgs:problem:${problem}`, status, detail });
    expect(head).toStrictEqual(
      expect.arrayContaining([
        'X-Constitutional-Hash: cdd01ef066bc6cf2',
        `X-Request-Id: ${(body as { requestId: string }).requestId}`,
        'Cache-Control: no-store',
        'Content-Type: application/problem+json; charset=utf-8',
        'Connection: close',
      ]),
    );
  });

  it('is closed on our side, too, when the other keeps its own open', async () => {
    const socket = connect({
      port: (server.address() as AddressInfo).port,
      host: '127.0.0.1',
      allowHalfOpen: true,
    });
    const connected = once(server, 'connection') as Promise<[Socket]>;
    socket.resume().write('hello\r\n\r\n');
    const [accepted] = await connected;
    await once(accepted, 'close');
    expect(socket.writable).toBe(true);
    socket.destroy();
  });

  it('is not answered within an answer that is on its way: that is cut', async () => {
    const ResponseThatCloses = responseThatCloses(() => false);
    const answering = createServer({ ServerResponse: ResponseThatCloses }, (request, response) => {
      request.resume();
      response.writeHead(200, { 'Content-Length': '20000' }).write('x'.repeat(10_000));
    });
    answering.on('clientError', answerClientError);
    await once(answering.listen(0, '127.0.0.1'), 'listening');
    const socket = connect((answering.address() as AddressInfo).port, '127.0.0.1');
    let read = '';
    socket.setEncoding('utf8').on('data', (part: string) => (read += part));
    socket.on('error', () => undefined).write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(socket, 'data');
    socket.write('this is not HTTP\r\n\r\n');
    await once(socket, 'close');
    expect(read.slice(read.indexOf('\r\n\r\n') + 4)).toMatch(/^x+$/);
    answering.close();
  });
});
