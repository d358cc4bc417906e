import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { listen, type Listening } from '../../support/listening.js';
import { FaultyLink } from '../../support/faulty-link.js';

const ANSWER = 'there you are';

describe('FaultyLink', () => {
  let server: Listening;
  let link: FaultyLink;
  let seen = 0;

  beforeEach(async () => {
    seen = 0;
    const answering = createServer((_request, response) => {
      seen++;
      response.end(ANSWER);
    });
    server = await listen(answering);
    link = await FaultyLink.to(Number(new URL(server.url).port));
  });

  afterEach(async () => {
    await link.close();
    await server.close();
  });

  const ask = async (signal?: AbortSignal): Promise<string> =>
    (await fetch(link.url, signal === undefined ? {} : { signal })).text();

  const connected = async (): Promise<Socket> => {
    const socket = connect(Number(new URL(link.url).port), '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  };

  it('hands on what is said, quickly or slowly', async () => {
    expect(await ask()).toBe(ANSWER);
    link.become('slow', 20);
    expect(await ask()).toBe(ANSWER);
  });

  it('takes a request and hands nothing on while it is half-open, and breaks with that afterwards', async () => {
    link.become('half-open');
    const socket = await connected();
    const closed = new Promise((resolve) => socket.on('error', () => undefined).once('close', resolve));
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await expect(ask(AbortSignal.timeout(100))).rejects.toThrow('timeout');
    expect(seen).toBe(0);
    link.become('sound');
    await closed;
    expect(await ask()).toBe(ANSWER);
  });

  it('resets the connections that stand, and those that are opened', async () => {
    const standing = await connected();
    standing.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(standing, 'data');
    const broken = once(standing, 'error');
    link.become('resetting');
    expect(await broken).toMatchObject([{ code: 'ECONNRESET' }]);
    await expect(ask()).rejects.toThrow('fetch failed');
    link.become('sound');
    expect(await ask()).toBe(ANSWER);
  });
});
