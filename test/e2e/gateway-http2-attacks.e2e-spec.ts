import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { LOCALHOST_CERTIFICATE } from '../support/localhost-certificate.js';
import { askHttp2, connectHttp2, startTlsGateway, type TlsGateway } from '../support/tls-gateway.js';

const [HEADERS, RESET, SETTINGS, PING, GOAWAY, CONTINUATION] = [1, 3, 4, 6, 7, 9];
const [END_STREAM, END_HEADERS] = [1, 4];
const PATH = '/api/v1/decisions';
const CALM = 11;

function frame(
  type: number,
  flags: number,
  stream: number,
  payload: Buffer<ArrayBuffer> = Buffer.alloc(0),
): Buffer<ArrayBuffer> {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** HPACK without a table: literal fields, never indexed. */
const block = (fields: Record<string, string>): Buffer<ArrayBuffer> =>
  Buffer.concat(
    Object.entries(fields).flatMap(([name, value]) => [
      Buffer.from([0x10, name.length]),
      Buffer.from(name),
      Buffer.from([value.length]),
      Buffer.from(value),
    ]),
  );

const REQUEST = { ':method': 'GET', ':scheme': 'https', ':authority': 'localhost', ':path': '/health/live' };

/** Types of the frames in what a peer has said, those that are whole. */
function framesIn(bytes: Buffer): { type: number; payload: Buffer }[] {
  const frames: { type: number; payload: Buffer }[] = [];
  for (let at = 0; at + 9 <= bytes.length;) {
    const length = bytes.readUIntBE(at, 3);
    frames.push({ type: bytes.readUInt8(at + 3), payload: bytes.subarray(at + 9, at + 9 + length) });
    at += 9 + length;
  }
  return frames;
}

describe('a peer that speaks HTTP/2 to do harm', () => {
  let gateway: TlsGateway;

  beforeAll(async () => {
    gateway = await startTlsGateway();
  });

  afterAll(async () => {
    await gateway.close();
  });

  /** A connection on which a test says frame for frame what goes out. */
  async function open(): Promise<TLSSocket> {
    const { port } = new URL(gateway.url);
    const socket = connect({ port: Number(port), ca: LOCALHOST_CERTIFICATE, ALPNProtocols: ['h2'] });
    socket.on('error', () => undefined);
    await once(socket, 'secureConnect');
    socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
    socket.write(frame(SETTINGS, 0, 0));
    return socket;
  }

  /** Sends until the gateway has enough, and says so or closes; gives the frames it said before. */
  async function flood(next: (round: number) => Buffer<ArrayBuffer>): Promise<ReturnType<typeof framesIn>> {
    const socket = await open();
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    const said = (): ReturnType<typeof framesIn> => framesIn(Buffer.concat(chunks));
    for (let round = 0; !socket.closed && !said().some(({ type }) => type === GOAWAY); round++) {
      socket.write(next(round));
      await new Promise(setImmediate);
    }
    socket.destroy();
    return said();
  }

  const served = async (): Promise<unknown> => {
    const session = await connectHttp2(gateway.url);
    const { headers } = await askHttp2(session, { ':path': '/health/live' });
    session.destroy();
    return headers[':status'];
  };

  it('by heads without end is cut off, and none of them becomes a request', async () => {
    const first = block(REQUEST);
    await flood((round) =>
      round === 0
        ? frame(HEADERS, END_STREAM, 1, first)
        : frame(CONTINUATION, 0, 1, block({ 'x-more': 'x' })),
    );
    expect(await served()).toBe(200);
  });

  it('by requests that it takes back at once is told to calm down', async () => {
    gateway.engine.seen.length = 0;
    const head = block({ ...REQUEST, ':path': PATH });
    const frames = await flood((round) => {
      const pairs = Array.from({ length: 10 }, (_, n) => {
        const stream = 1 + 2 * (10 * round + n);
        return [
          frame(HEADERS, END_STREAM | END_HEADERS, stream, head),
          frame(RESET, 0, stream, Buffer.from([0, 0, 0, 8])),
        ];
      });
      return Buffer.concat(pairs.flat());
    });
    const goaway = frames.find(({ type }) => type === GOAWAY);
    expect(goaway?.payload.readUInt32BE(4)).toBe(CALM);
    expect(gateway.engine.seen).toStrictEqual([]);
    expect(await served()).toBe(200);
  });

  it.each([
    ['settings', frame(SETTINGS, 0, 0, Buffer.from([0, 3, 0, 0, 0, 9]))],
    ['pings', frame(PING, 0, 0, Buffer.alloc(8))],
  ])('by %s whose answers it does not read is cut off', async (_, sent) => {
    const socket = await open();
    socket.pause();
    const many = Buffer.concat(Array.from({ length: 2000 }, () => sent));
    while (!socket.closed && !socket.destroyed) {
      socket.write(many);
      await new Promise(setImmediate);
    }
    expect(await served()).toBe(200);
  });

  it('by more settings in a frame than there are is cut off', async () => {
    const many = Buffer.concat(Array.from({ length: 100 }, () => Buffer.from([0, 3, 0, 0, 0, 9])));
    const frames = await flood(() => frame(SETTINGS, 0, 0, many));
    expect(frames.some(({ type }) => type === GOAWAY)).toBe(true);
  });

  it('is told how many streams and how large heads it may have, and gets no more', async () => {
    const session = await connectHttp2(gateway.url);
    if (session.remoteSettings.maxHeaderListSize !== 16_384) await once(session, 'remoteSettings');
    expect(session.remoteSettings).toMatchObject({ maxConcurrentStreams: 100, maxHeaderListSize: 16_384 });
    const large = await askHttp2(session, { ':path': '/health/live', 'x-large': 'x'.repeat(40_000) });
    expect(large.headers[':status']).not.toBe(200);
    session.destroy();
    expect(await served()).toBe(200);
  });

  it('names one host in two ways is refused', async () => {
    const session = await connectHttp2(gateway.url);
    const answer = await askHttp2(session, {
      ':path': '/health/live',
      ':authority': 'a.test',
      host: 'b.test',
    });
    expect(answer.headers[':status']).toBe(400);
    session.destroy();
  });
});
