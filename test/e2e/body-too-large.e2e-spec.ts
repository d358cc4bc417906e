import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { evaluationRequest } from '../support/governed.js';
import { type Installation, type ServiceName, startInstallation } from '../support/installation.js';
import { openSocket, requestHead } from '../support/raw-socket.js';

const MEBIBYTE = 1024 * 1024;
const PATH = '/api/v1/decisions';
/** Exchanges at the same time: whether an answer is lost is a matter of luck. */
const AT_ONCE = 4;

const chunked = (part: Buffer): string => `${part.length.toString(16)}\r\n${part.toString('latin1')}\r\n`;

/** How a body comes: its own headers, and what goes over the wire after the head. */
interface Way {
  readonly headers: (size: number) => Record<string, string>;
  send(socket: Socket, body: Buffer): Promise<void>;
}

/** What had come when the connection ended, be it while the body was sent; of its own accord it ends behind a problem. */
function allThatComes(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('latin1').on('data', (part: string) => {
    text += part;
    if (text.endsWith('}')) socket.end();
  });
  return new Promise((resolve) => {
    socket.once('close', () => {
      resolve(text);
    });
  });
}

const inPieces = async (body: Buffer, pieces: number, send: (piece: Buffer) => void): Promise<void> => {
  const size = Math.ceil(body.length / pieces);
  for (let start = 0; start < body.length; start += size) {
    send(body.subarray(start, start + size));
    await turn();
  }
};

const withLength = (size: number): Record<string, string> => ({ 'Content-Length': String(size) });

const WAYS: Record<string, Way> = {
  'at once, with its length': {
    headers: withLength,
    send: (socket, body) => {
      socket.write(body);
      return Promise.resolve();
    },
  },
  'piece by piece, with its length': {
    headers: withLength,
    send: (socket, body) => inPieces(body, 200, (piece) => socket.write(piece)),
  },
  'in chunks': {
    headers: () => ({ 'Transfer-Encoding': 'chunked' }),
    send: async (socket, body) => {
      await inPieces(body, 50, (piece) => socket.write(chunked(piece), 'latin1'));
      socket.write('0\r\n\r\n');
    },
  },
  'after 100 Continue': {
    headers: (size) => ({ ...withLength(size), Expect: '100-continue' }),
    send: async (socket, body) => {
      await new Promise((resolve) => socket.once('data', resolve));
      socket.write(body);
    },
  },
};

describe('a body that a service finds too large', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({
      services: ['constitutional-core', 'governance-engine', 'api-gateway'],
    });
  });

  afterAll(async () => {
    await installation.close();
  });

  async function post(service: ServiceName, way: Way, size: number, connection: string): Promise<string> {
    const socket = await openSocket(installation.url(service));
    const answer = allThatComes(socket);
    const head = requestHead('POST', PATH, {
      [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
      Authorization: `Bearer ${await installation.token('demo-agent')}`,
      'Content-Type': 'application/json',
      Connection: connection,
      ...way.headers(size),
    });
    socket.write(head);
    await way.send(socket, Buffer.alloc(size, ' '));
    return answer;
  }

  describe.each(['governance-engine', 'api-gateway'] as const)('behind %s', (service) => {
    it.each(Object.keys(WAYS))('is answered 413 when it comes %s', async (name) => {
      const way = WAYS[name]!;
      for (const size of [MEBIBYTE + 1, 3 * MEBIBYTE]) {
        for (const connection of ['close', 'keep-alive']) {
          const answers = await Promise.all(
            Array.from({ length: AT_ONCE }, () => post(service, way, size, connection)),
          );
          for (const answer of answers) {
            expect(answer).toMatch(
              /^(?:HTTP\/1\.1 100 Continue\r\n\r\n)?HTTP\/1\.1 413 Payload Too Large\r\n/,
            );
            expect(answer).toContain('application/problem+json');
            expect(answer).toContain('"type":"urn:acgs:problem:payload-too-large"');
          }
        }
      }
    });
  });

  it('leaves connections behind that are good for the next request', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        installation.call('api-gateway', 'POST', PATH, { as: 'demo-agent', body: evaluationRequest() }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toStrictEqual(new Set([200]));
    const { body } = await installation.call('api-gateway', 'GET', '/metrics', { as: null });
    expect(body).toContain(
      'acgs_http_client_in_flight{upstream="governance-engine",service="api-gateway"} 0\n',
    );
  });
});
