import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { testClient, type TestClient, until } from '../support/http-clients.js';
import { LOCALHOST_CERTIFICATE, LOCALHOST_KEY } from '../support/localhost-certificate.js';

const GET = { method: 'GET', route: '/' } as const;

const calls = async (their: TestClient, count: number): Promise<void> => {
  await Promise.all(Array.from({ length: count }, () => their.client.call(GET)));
};

async function started(server: Server | Http2SecureServer): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

describe('connections to a service', () => {
  let server: Server;
  let url: string;
  let their: TestClient;
  let opened: number;
  let held: (() => void)[];

  beforeEach(async () => {
    opened = 0;
    held = [];
    server = createServer((_request, response) => response.end());
    server.on('connection', () => opened++);
    url = `http://127.0.0.1:${String(await started(server))}`;
    their = testClient(url, { retries: 0 });
  });

  afterEach(async () => {
    await their.close();
    server.closeAllConnections();
    server.close();
  });

  /** Answers nothing until so many requests are there. */
  function together(count: number): void {
    server.removeAllListeners('request');
    server.on('request', (_request, response) => {
      held.push(() => response.end());
      if (held.length === count) for (const answer of held.splice(0)) answer();
    });
  }

  it('are used again, and the figures say how often', async () => {
    for (let n = 0; n < 50; n++) await their.client.call(GET);
    // The first is not given back before its answer has been read by everybody.
    expect(opened).toBeLessThanOrEqual(2);
    await expect(their.figure('requests_total')).resolves.toBe(50);
    await expect(their.figure('connections_opened_total')).resolves.toBe(opened);
    await until(async () => (await their.figure('connections_idle')) === opened);
  });

  it('are never more than they may be', async () => {
    await their.close();
    their = testClient(url, { connections: 4 });
    together(4);
    await Promise.all([calls(their, 4), calls(their, 4)]);
    expect(opened).toBe(4);
  });

  it('are kept, when nothing uses them, in a small number', async () => {
    together(30);
    await calls(their, 30);
    expect(opened).toBe(30);
    await until(async () => (await their.figure('connections_open')) <= 20);
    await expect(their.figure('connections_open')).resolves.toBe(20);
    together(20);
    await calls(their, 20);
    expect(opened).toBe(30);
  });

  it('end when nothing has used them for their time', async () => {
    await their.close();
    their = testClient(url, { idleMilliseconds: 1100 });
    await calls(their, 3);
    await until(async () => (await their.figure('connections_open')) === 0);
    await calls(their, 1);
    expect(opened).toBeGreaterThan(1);
  });

  it('may be closed by the service at any time between two calls', async () => {
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => sockets.add(socket));
    for (let n = 0; n < 20; n++) {
      await their.client.call(GET);
      for (const socket of sockets) socket.destroy();
      await until(async () => (await their.figure('connections_open')) === 0);
    }
    expect(opened).toBe(20);
  });
});

describe('connections to a service that speaks HTTP/2', () => {
  let server: Http2SecureServer;
  let url: string;
  let sessions: number;
  let sockets: Set<Socket>;
  let seen: Record<string, string | string[] | undefined>[];
  let versions: Set<string>;

  beforeEach(async () => {
    sessions = 0;
    seen = [];
    versions = new Set();
    const certificate = { key: LOCALHOST_KEY, cert: LOCALHOST_CERTIFICATE };
    server = createSecureServer({ ...certificate, allowHTTP1: true }, (request, response) => {
      versions.add(request.httpVersion);
      seen.push(request.headers);
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => response.end(Buffer.concat(chunks)));
    });
    server.on('session', () => sessions++);
    sockets = new Set();
    server.on('secureConnection', (socket: Socket) => sockets.add(socket));
    url = `https://127.0.0.1:${String(await started(server))}`;
  });

  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it('carry many calls at once, with bodies and headers as over HTTP/1.1', async () => {
    const their = testClient(url, { authority: LOCALHOST_CERTIFICATE });
    await calls(their, 1);
    await calls(their, 30);
    const body = { a: 'b'.repeat(5000) };
    const answer = await their.client.call({ method: 'POST', route: '/echo', body });
    expect([answer.json(), sessions, [...versions]]).toStrictEqual([body, 1, ['2.0']]);
    expect(seen.at(-1)).toMatchObject({
      'x-constitutional-hash': 'cdd01ef066bc6cf2',
      'content-type': 'application/json',
    });
    await their.close();
  });

  it('end when nothing has used them for their time', async () => {
    const their = testClient(url, { authority: LOCALHOST_CERTIFICATE, idleMilliseconds: 500 });
    await calls(their, 1);
    await until(async () => (await their.figure('connections_open')) === 0);
    await calls(their, 1);
    expect(sessions).toBe(2);
    await their.close();
  });

  it('may break with calls on them: each is told so, and the next goes over a new one', async () => {
    const their = testClient(url, { authority: LOCALHOST_CERTIFICATE, retries: 0 });
    await calls(their, 1);
    server.removeAllListeners('request');
    let waiting = 0;
    server.on('request', () => {
      waiting++;
      if (waiting === 3) for (const socket of sockets) socket.destroy();
    });
    const broken = await Promise.allSettled(Array.from({ length: 3 }, () => their.client.call(GET)));
    expect(broken).toMatchObject(
      Array.from({ length: 3 }, () => ({ reason: { problem: 'upstream-failed' } })),
    );
    expect(waiting).toBe(3);
    server.removeAllListeners('request');
    server.on('request', (_request, response) => response.end());
    await calls(their, 3);
    await their.close();
  });

  it('may be ended by the service with calls on them', async () => {
    const their = testClient(url, { authority: LOCALHOST_CERTIFICATE, retries: 0 });
    await calls(their, 1);
    server.removeAllListeners('request');
    let seenAgain = 0;
    server.on('request', ({ stream }) => {
      seenAgain++;
      if (seenAgain === 3) stream.session?.goaway();
    });
    const ended = await Promise.allSettled(Array.from({ length: 3 }, () => their.client.call(GET)));
    expect(ended.every(({ status }) => status === 'rejected')).toBe(true);
    expect(seenAgain).toBe(3);
    await their.close();
  });

  it('are not made where HTTP/1.1 is asked for, nor to a service whose certificate is not known', async () => {
    const plain = testClient(url, { authority: LOCALHOST_CERTIFICATE, http2: false });
    await calls(plain, 1);
    expect([...versions]).toStrictEqual(['1.1']);
    await plain.close();
    const stranger = testClient(url, { retries: 0 });
    await expect(stranger.client.call(GET)).rejects.toMatchObject({ problem: 'unavailable' });
    await stranger.close();
  });
});
