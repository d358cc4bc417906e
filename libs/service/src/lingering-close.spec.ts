import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { lingerBehind } from './lingering-close.js';

const HEAD = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n';

describe('a connection that ends with an answer to half a request', () => {
  let server: Server;
  let client: Socket;
  let accepted: Socket;

  /** Resolves when the answer has been read and the server has closed its sending side. */
  async function answered(maxMilliseconds: number): Promise<string> {
    server = createServer((request: IncomingMessage, response: ServerResponse) => {
      accepted = request.socket;
      lingerBehind(request, maxMilliseconds);
      response.writeHead(413, { Connection: 'close' }).end('too large');
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    client = connect({
      port: (server.address() as AddressInfo).port,
      host: '127.0.0.1',
      allowHalfOpen: true,
    });
    client.write(`${HEAD}12345`);
    let text = '';
    client.setEncoding('utf8').on('data', (part: string) => (text += part));
    await once(client, 'end');
    return text;
  }

  afterEach(async () => {
    client.destroy();
    await once(server.close(), 'close');
  });

  it('is read until the request has come', async () => {
    expect(await answered(60_000)).toMatch(/^HTTP\/1\.1 413 [^]*too large/);
    expect(accepted.destroyed).toBe(false);
    client.write('67890');
    await once(accepted, 'close');
  });

  it('is prepared for its end once, however many requests are answered early on it', async () => {
    const requests = 50;
    const ways = new Set<unknown>();
    let answered = 0;
    server = createServer((request: IncomingMessage, response: ServerResponse) => {
      accepted = request.socket;
      lingerBehind(request);
      ways.add(Reflect.get(accepted, 'destroySoon'));
      response.shouldKeepAlive = ++answered < requests;
      response.writeHead(401).end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    client = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
    const ended = once(client, 'close');
    client.resume().write(`${HEAD}1234567890`.repeat(requests));
    await ended;
    expect([answered, ways.size]).toStrictEqual([requests, 1]);
    expect(accepted.destroyed).toBe(true);
  });

  it('is cut when the rest does not come in time', async () => {
    await answered(50);
    await once(accepted, 'close');
    expect(accepted.bytesRead).toBe(HEAD.length + 5);
  });
});
