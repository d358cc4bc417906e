import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { countOf, exchange } from '../support/exchange.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { bodyOf } from '../support/scripted-upstream.js';

const PATH = '/api/v1/decisions';
const MEBIBYTE = 1024 * 1024;

/** Sizes around the borders of buffers and chunks, filled with bytes that are no text. */
const bytes = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: MEBIBYTE }), fc.constant(65_536)),
    fc.integer({ min: 0, max: 0xff_ff_ff }),
  )
  .map(([size, seed]) => noise(size, seed));

const noise = (size: number, seed: number): Buffer =>
  createHash('shake256', { outputLength: size }).update(String(seed)).digest();

const chunks = fc
  .array(bytes, { minLength: 1, maxLength: 4 })
  .filter((list) => list.some(({ length }) => length > 0));

describe('what passes through the gateway', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startGateway();
  });

  afterAll(async () => {
    await gateway.close();
  });

  it('is the same bytes in both directions, with a length or chunked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes, chunks), fc.oneof(bytes, chunks), async (sent, returned) => {
        let arrived: Buffer = Buffer.alloc(0);
        let framing: unknown = null;
        gateway.engine.answer(async (request, response) => {
          framing = [request.headers['content-length'], request.headers['transfer-encoding']];
          arrived = await bodyOf(request);
          if (Buffer.isBuffer(returned)) response.setHeader('Content-Length', returned.length).end(returned);
          else {
            response.flushHeaders();
            for (const chunk of returned) response.write(chunk);
            response.end();
          }
        });
        const chunkedRequest = Buffer.isBuffer(sent) ? {} : { 'transfer-encoding': 'chunked' };
        const answer = await exchange(gateway.url, {
          method: 'POST',
          path: PATH,
          headers: { ...gateway.headers, ...chunkedRequest, 'content-type': 'application/json' },
          body: sent,
        });
        const expected = Buffer.isBuffer(sent) ? [String(sent.length), undefined] : [undefined, 'chunked'];
        expect(framing).toStrictEqual(expected);
        expect(arrived.equals(Buffer.isBuffer(sent) ? sent : Buffer.concat(sent))).toBe(true);
        expect(answer.body.equals(Buffer.isBuffer(returned) ? returned : Buffer.concat(returned))).toBe(true);
        expect(answer.complete).toBe(true);
        expect(answer.headers['content-length']).toBe(
          Buffer.isBuffer(returned) ? String(returned.length) : undefined,
        );
      }),
      { numRuns: 15 },
    );
  });

  it.each(['application/json', 'application/yaml', 'text/plain; charset=latin1', 'image/png', 'x/y+z'])(
    'may be %s and need not be what it says',
    async (type) => {
      let seen: unknown = null;
      gateway.engine.answer(async (request, response) => {
        seen = request.headers['content-type'];
        response.end(await bodyOf(request));
      });
      const body = Buffer.from([0x7b, 0x00, 0xff, 0x0a]);
      const headers = { ...gateway.headers, 'content-type': type };
      const answer = await exchange(gateway.url, { method: 'PUT', path: PATH, headers, body });
      expect([answer.status, seen, answer.body.equals(body)]).toStrictEqual([200, type, true]);
    },
  );

  it('is a body without a type too, and a GET with one', async () => {
    gateway.engine.answer(async (request, response) => response.end(await bodyOf(request)));
    const { headers } = gateway;
    for (const method of ['POST', 'DELETE', 'GET']) {
      const answer = await exchange(gateway.url, { method, path: PATH, headers, body: Buffer.from('abc') });
      expect([method, answer.status, answer.body.toString()]).toStrictEqual([method, 200, 'abc']);
    }
  });

  it('flows while it is made: the first part of an answer arrives before the last exists', async () => {
    let finish = (): void => undefined;
    gateway.engine.answer((_request, response) => {
      response.write('first');
      finish = () => response.end(' last');
    });
    const response = await fetch(`${gateway.url}${PATH}`, { headers: gateway.headers });
    const reader = response.body!.getReader();
    const first = await reader.read();
    finish();
    const last = await reader.read();
    expect([first.value, last.value].map((part) => Buffer.from(part ?? '').toString())).toStrictEqual([
      'first',
      ' last',
    ]);
  });

  it('keeps status, reason, and headers in their order, repeated ones too', async () => {
    gateway.engine.answer((_request, response) => {
      response.writeHead(418, 'Short and stout', [
        ...['ETag', '"v1"', 'Set-Cookie', 'a=1', 'X-Thing', 'caf\u00e9', 'Set-Cookie', 'b=2'],
        ...[
          'Cache-Control',
          'max-age=60',
          'Location',
          '/api/v1/decisions/1?x=%20',
          'Date',
          'Thu, 01 Jan 1970',
        ],
        ...['X-Constitutional-Hash', 'another', 'X-Request-Id', 'another', 'Content-Encoding', 'gzip'],
      ]);
      response.end('not gzip at all');
    });
    const answer = await exchange(gateway.url, { path: PATH, headers: gateway.headers });
    expect([answer.status, answer.statusMessage]).toStrictEqual([418, 'Short and stout']);
    expect(answer.rawHeaders.slice(0, 2)).toStrictEqual(['X-Constitutional-Hash', CONSTITUTIONAL_HASH]);
    const own = answer.rawHeaders.indexOf('ETag');
    expect(answer.rawHeaders.slice(own, own + 16)).toStrictEqual([
      ...['ETag', '"v1"', 'Set-Cookie', 'a=1', 'X-Thing', 'caf\u00e9', 'Set-Cookie', 'b=2'],
      ...['Cache-Control', 'max-age=60', 'Location', '/api/v1/decisions/1?x=%20', 'Date', 'Thu, 01 Jan 1970'],
      ...['Content-Encoding', 'gzip'],
    ]);
    for (const name of ['X-Constitutional-Hash', 'X-Request-Id', 'Date', 'Cache-Control', 'Connection']) {
      expect([name, countOf(answer, name)]).toStrictEqual([name, 1]);
    }
    expect(answer.body.toString()).toBe('not gzip at all');
  });

  it('keeps 304, 204 and the answer to HEAD without a body, and their headers', async () => {
    gateway.engine.answer((request, response) => {
      const { 'if-none-match': tag } = request.headers;
      if (tag === undefined) response.writeHead(request.method === 'HEAD' ? 200 : 204, { 'X-Kind': 'x' });
      else response.writeHead(304, { ETag: tag, 'Content-Length': '5' });
      response.end();
    });
    const get = (method: string, tag: Record<string, string>): ReturnType<typeof exchange> =>
      exchange(gateway.url, { method, path: PATH, headers: { ...gateway.headers, ...tag } });
    const unchanged = await get('GET', { 'if-none-match': '"v1"' });
    const empty = await get('DELETE', {});
    gateway.engine.answer((_request, response) => response.setHeader('Content-Length', '123').end());
    const head = await get('HEAD', {});
    expect(unchanged).toMatchObject({ status: 304, headers: { etag: '"v1"' }, complete: true });
    expect(empty).toMatchObject({ status: 204, headers: { 'x-kind': 'x' }, complete: true });
    expect(head).toMatchObject({ status: 200, headers: { 'content-length': '123' }, complete: true });
    expect([unchanged, empty, head].map(({ body }) => body.length)).toStrictEqual([0, 0, 0]);
  });

  it('waits for a caller who reads slowly, and loses nothing', async () => {
    const large = noise(6 * MEBIBYTE, 7);
    gateway.engine.answer((_request, response) => response.end(large));
    const response = await fetch(`${gateway.url}${PATH}`, { headers: gateway.headers });
    const parts: Uint8Array[] = [];
    for await (const part of response.body as AsyncIterable<Uint8Array>) {
      parts.push(part);
      await new Promise(setImmediate);
    }
    expect(Buffer.concat(parts).equals(large)).toBe(true);
  });
});
