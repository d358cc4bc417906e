import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { openSocket, readToEnd } from '../support/raw-socket.js';
import { bodyOf } from '../support/scripted-upstream.js';

const LINE = 'POST /api/v1/decisions HTTP/1.1';
const LENGTH = 'Content-Length: 2\r\n';
const CHUNKED = 'Transfer-Encoding: chunked\r\n';
const CHUNKS = '2\r\n{}\r\n0\r\n\r\n';
/** What would be a request of its own for whoever ends the first one elsewhere. */
const SMUGGLED = 'POST /api/v1/decisions/smuggled HTTP/1.1\r\nHost: test\r\n\r\n';

const HASH_FIELD = new RegExp(`^x-constitutional-hash: ${CONSTITUTIONAL_HASH}\\r$`, 'im');

interface Sent {
  readonly line?: string;
  readonly host?: string;
  readonly fields?: string;
  readonly body?: string;
}

describe('a request that could be understood in two ways', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startGateway();
    gateway.engine.answer(async (request, response) => {
      const body = await bodyOf(request).catch(() => 'broken');
      response.end(`[${body.toString()}]`);
    });
  });

  afterAll(async () => {
    await gateway.close();
  });

  beforeEach(() => {
    gateway.engine.seen.length = 0;
  });

  const write = ({ line = LINE, host = 'Host: test\r\n', fields = LENGTH, body = '{}' }: Sent): string => {
    const own = Object.entries(gateway.headers).map((pair) => `${pair.join(': ')}\r\n`);
    return `${line}\r\n${host}${own.join('')}${fields}\r\n${body}`;
  };

  /** All that comes until the gateway closes the connection. */
  async function answersTo(bytes: string): Promise<string> {
    const socket = await openSocket(gateway.url);
    const answers = readToEnd(socket);
    socket.write(Buffer.from(bytes, 'latin1'));
    return answers;
  }

  /** A plain request, after which the connection is closed. */
  const last = (): string =>
    write({ line: 'GET /api/v1/decisions/last HTTP/1.1', fields: 'Connection: close\r\n', body: '' });

  const statusesOf = (answers: string): string[] =>
    [...answers.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => status ?? '');

  it.each<[string, Sent]>([
    ['has a length and is chunked', { fields: LENGTH + CHUNKED, body: CHUNKS }],
    ['is chunked and has a length', { fields: CHUNKED + LENGTH, body: CHUNKS }],
    ['has its length twice', { fields: LENGTH + LENGTH }],
    ['has two lengths', { fields: `${LENGTH}Content-Length: 0\r\n` }],
    ['has a list of lengths', { fields: 'Content-Length: 2, 2\r\n' }],
    ['has a length with a sign', { fields: 'Content-Length: +2\r\n' }],
    ['has a negative length', { fields: 'Content-Length: -1\r\n' }],
    ['has a hexadecimal length', { fields: 'Content-Length: 0x2\r\n' }],
    ['has an empty length', { fields: 'Content-Length:\r\n' }],
    ['has a length beyond all numbers', { fields: 'Content-Length: 18446744073709551618\r\n' }],
    ['has white space before a colon', { fields: 'Content-Length : 2\r\n' }],
    ['is chunked twice', { fields: CHUNKED + CHUNKED, body: CHUNKS }],
    ['is not chunked last', { fields: 'Transfer-Encoding: chunked, identity\r\n', body: CHUNKS }],
    ['has a coding that looks like chunked', { fields: 'Transfer-Encoding: xchunked\r\n', body: CHUNKS }],
    ['hides its coding behind a control', { fields: 'Transfer-Encoding:\vchunked\r\n', body: CHUNKS }],
    ['hides its coding in a folded line', { fields: 'Transfer-Encoding:\r\n chunked\r\n', body: CHUNKS }],
    ['is chunked in HTTP/1.0', { line: LINE.replace('1.1', '1.0'), fields: CHUNKED, body: CHUNKS }],
    ['folds a field', { fields: `X-Folded: 1\r\n 2\r\n${LENGTH}` }],
    ['ends a line with LF alone', { fields: `X-Line: 1\n${LENGTH}` }],
    ['ends a line with CR alone', { fields: `X-Line: 1\rX-Other: 2\r\n${LENGTH}` }],
    ['has a NUL in a field', { fields: `X-Nul: 1\0\r\n${LENGTH}` }],
    ['begins a field with white space', { fields: ` X-Field: 1\r\n${LENGTH}` }],
    ['ends the size of a chunk with LF', { fields: CHUNKED, body: '2\n{}\r\n0\r\n\r\n' }],
    ['ends an extension of a chunk with LF', { fields: CHUNKED, body: '2;a\n{}\r\n0\r\n\r\n' }],
    ['has a chunk size with a prefix', { fields: CHUNKED, body: '0x2\r\n{}\r\n0\r\n\r\n' }],
    [
      'has a chunk size beyond all numbers',
      { fields: CHUNKED, body: `${'f'.repeat(17)}2\r\n{}\r\n0\r\n\r\n` },
    ],
    ['names no host', { host: '' }],
    ['names an empty host', { host: 'Host:\r\n' }],
    ['names two hosts', { host: 'Host: test\r\nHost: other\r\n' }],
    ['names two hosts in one', { host: 'Host: test, other\r\n' }],
    ['names a user with its host', { host: 'Host: test@other\r\n' }],
    ['names a path with its host', { host: 'Host: test/path\r\n' }],
    ['has two tokens', { fields: `authorization: Bearer other\r\n${LENGTH}` }],
    ['has two types', { fields: `Content-Type: text/plain\r\ncontent-type: application/json\r\n${LENGTH}` }],
    ['has two proofs', { fields: `DPoP: a\r\nDPoP: b\r\n${LENGTH}` }],
    ['is of HTTP/0.9', { line: LINE.slice(0, -' HTTP/1.1'.length) }],
    ['is of HTTP/1.2', { line: LINE.replace('1.1', '1.2') }],
    ['begins like HTTP/2', { line: 'PRI * HTTP/2.0\r\n\r\nSM' }],
    ['separates its line with tabs', { line: LINE.replaceAll(' ', '\t') }],
    ['has bytes in its path that no path has', { line: LINE.replace('decisions', 'decisions/\xe4') }],
  ])('because it %s is refused, and nothing after it is read', async (_, sent) => {
    const answers = await answersTo(write(sent) + SMUGGLED);
    expect(statusesOf(answers)).toStrictEqual(['400']);
    expect(answers).toMatch(/^connection: close\r$/im);
    expect(answers).toMatch(HASH_FIELD);
    expect(answers).toContain('urn:acgs:problem:validation-failed');
    expect(gateway.engine.seen).toStrictEqual([]);
  });

  it.each([
    ['what follows its data is no line end', '2\r\n{}XX0\r\n\r\n'],
    ['its data ends with LF alone', '2\r\n{}\n0\r\n\r\n'],
  ])('because in a chunk %s never gets to the service whole', async (_, body) => {
    const answers = await answersTo(write({ fields: CHUNKED, body }) + SMUGGLED);
    expect(statusesOf(answers)).toStrictEqual(['400']);
    expect(gateway.engine.seen.filter((line) => line.includes('smuggled'))).toStrictEqual([]);
  });

  it.each(['CONNECT', 'TRACE', 'PROPFIND', 'PURGE'])(
    'is none by %s, which is answered 405',
    async (method) => {
      const target = method === 'CONNECT' ? 'test:443' : '/api/v1/decisions';
      const answers = await answersTo(
        write({ line: `${method} ${target} HTTP/1.1`, fields: '', body: '' }) + last(),
      );
      expect(statusesOf(answers)[0]).toBe('405');
      expect(answers).toContain('urn:acgs:problem:method-not-allowed');
      expect(gateway.engine.seen.filter((line) => !line.endsWith('/last'))).toStrictEqual([]);
    },
  );

  it('has no more fields than are read, and is told so', async () => {
    const many = Array.from({ length: 1500 }, (_, n) => `X-${String(n)}: 1\r\n`).join('');
    const answers = await answersTo(write({ fields: many + LENGTH }) + SMUGGLED);
    expect(statusesOf(answers)).toStrictEqual(['431']);
    expect(gateway.engine.seen).toStrictEqual([]);
  });

  it.each<[string, Sent]>([
    ['extensions of chunks', { fields: CHUNKED, body: '2;name="value"\r\n{}\r\n0\r\n\r\n' }],
    ['trailers', { fields: CHUNKED, body: '2\r\n{}\r\n0\r\nX-Constitutional-Hash: other\r\n\r\n' }],
    ['a connection that disowns the length', { fields: `Connection: Content-Length\r\n${LENGTH}` }],
    ['an expectation of its own', { fields: `Expect: miracles\r\n${LENGTH}` }],
    ['another method in a field', { fields: `X-HTTP-Method-Override: DELETE\r\n${LENGTH}` }],
  ])('comes without %s to the service, as what it is', async (_, sent) => {
    const answers = await answersTo(write(sent) + last());
    expect(statusesOf(answers)).toStrictEqual(['200', '200']);
    expect(answers).toContain('[{}]');
    expect(gateway.engine.seen.toSorted()).toStrictEqual([
      'GET /api/v1/decisions/last',
      'POST /api/v1/decisions',
    ]);
  });

  it('is upgraded to nothing, and is the last of its connection', async () => {
    const upgrade = `Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n${LENGTH}`;
    const answers = await answersTo(write({ fields: upgrade }) + SMUGGLED);
    expect(statusesOf(answers)).toStrictEqual(['200']);
    expect(answers).toContain('[{}]');
    expect(answers).toMatch(/^connection: close\r$/im);
    expect(gateway.engine.seen).toStrictEqual(['POST /api/v1/decisions']);
  });
});
