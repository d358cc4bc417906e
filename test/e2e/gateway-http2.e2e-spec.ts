import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ClientHttp2Session } from 'node:http2';
import { get } from 'node:https';
import { LOCALHOST_CERTIFICATE } from '../support/localhost-certificate.js';
import { bodyOf } from '../support/scripted-upstream.js';
import { askHttp2, connectHttp2, startTlsGateway, type TlsGateway } from '../support/tls-gateway.js';

const PATH = '/api/v1/decisions';
const MEBIBYTE = 1024 * 1024;

describe('a gateway over HTTP/2', () => {
  let gateway: TlsGateway;
  let session: ClientHttp2Session;
  let decide: Record<string, string>;
  let seen: Record<string, unknown>;

  beforeAll(async () => {
    gateway = await startTlsGateway();
    decide = { ':method': 'POST', ':path': PATH, ...gateway.headers };
  });

  afterAll(async () => {
    await gateway.close();
  });

  beforeEach(async () => {
    seen = {};
    gateway.engine.answer(async (request, response) => {
      seen = request.headers;
      const body = await bodyOf(request);
      response.writeHead(200, { 'Set-Cookie': ['a=1', 'b=2'], 'X-End': '1' }).end(body);
    });
    session = await connectHttp2(gateway.url);
  });

  afterEach(() => {
    session.destroy();
  });

  it.each([
    ['without a length', {}],
    ['with its length', { 'content-length': '2' }],
  ])('passes a body on %s, and headers both ways, repeated ones too', async (_, length) => {
    const answer = await askHttp2(session, { ...decide, ...length, te: 'trailers', 'x-mine': '1' }, '{}');
    expect(answer).toMatchObject({ body: '{}', resetCode: 0 });
    expect(answer.headers).toMatchObject({
      ':status': 200,
      'set-cookie': ['a=1', 'b=2'],
      'x-end': '1',
      'x-constitutional-hash': CONSTITUTIONAL_HASH,
      'strict-transport-security': 'max-age=31536000',
    });
    const { host } = new URL(gateway.url);
    expect(seen).toMatchObject({ 'x-mine': '1', 'x-forwarded-proto': 'https', 'x-forwarded-host': host });
    expect(Object.keys(seen).filter((name) => name.startsWith(':') || name === 'te')).toStrictEqual([]);
  });

  it('passes many at the same time on one connection, and 4 MiB both ways', async () => {
    const large = 'x'.repeat(4 * MEBIBYTE);
    const bodies = [large, ...Array.from({ length: 60 }, (_, n) => String(n))];
    const answers = await Promise.all(bodies.map((body) => askHttp2(session, decide, body)));
    expect(answers.map(({ body }) => body.length)).toStrictEqual(bodies.map(({ length }) => length));
    expect(answers.at(-1)?.body).toBe('59');
  });

  it('lets answers flow while they are made, and ends one that breaks off with an error', async () => {
    let response: ServerResponse | null = null;
    gateway.engine.answer((_request, given) => {
      response = given;
      given.write('first');
    });
    const stream = session.request(decide, { endStream: true });
    stream.on('error', () => undefined);
    const [chunk] = (await once(stream, 'data')) as [Buffer];
    expect(chunk.toString()).toBe('first');
    (response as ServerResponse | null)?.destroy();
    await new Promise((resolve) => stream.once('close', resolve));
    expect(stream.rstCode).not.toBe(0);
  });

  it('takes a request back from the service when its caller does', async () => {
    let arrived: (response: ServerResponse) => void = () => undefined;
    const arrival = new Promise<ServerResponse>((resolve) => (arrived = resolve));
    gateway.engine.answer((_request, response) => {
      arrived(response);
    });
    const stream = session.request(decide, { endStream: true });
    stream.on('error', () => undefined);
    const response = await arrival;
    const gone = once(response, 'close');
    stream.close(8);
    await gone;
    expect(response.writableFinished).toBe(false);
  });

  it('refuses what has no token or hash, and answers problems as ever', async () => {
    const answer = await askHttp2(session, { ':method': 'POST', ':path': PATH }, '{}');
    expect(answer.headers).toMatchObject({ ':status': 428, 'x-constitutional-hash': CONSTITUTIONAL_HASH });
    expect(JSON.parse(answer.body)).toMatchObject({ status: 428 });
  });

  it('reads a batch, whose requests are told https, too', async () => {
    const requests = [{ method: 'POST', path: PATH, body: {} }];
    const headers = { ...decide, ':path': '/api/v1/batch', 'content-type': 'application/json' };
    const answer = await askHttp2(session, headers, JSON.stringify({ requests }));
    expect(JSON.parse(answer.body)).toMatchObject({ responses: [{ status: 200 }] });
    const { host } = new URL(gateway.url);
    expect(seen).toMatchObject({ 'x-forwarded-proto': 'https', 'x-forwarded-host': host });
  });

  it('has HTTP/1.1 for those who do not offer it, with the same headers', async () => {
    const options = { ca: LOCALHOST_CERTIFICATE, headers: gateway.headers };
    const [response] = (await once(get(`${gateway.url}${PATH}`, options), 'response')) as [IncomingMessage];
    response.resume();
    expect(response).toMatchObject({ statusCode: 200, httpVersion: '1.1' });
    expect(response.headers).toMatchObject({
      'strict-transport-security': 'max-age=31536000',
      'keep-alive': 'timeout=5',
    });
    expect(seen).toMatchObject({ 'x-forwarded-proto': 'https' });
  });

  it('answers what it has begun when it is told to stop, and then ends the connection', async () => {
    const own = await startTlsGateway();
    let arrived: (response: ServerResponse) => void = () => undefined;
    const arrival = new Promise<ServerResponse>((resolve) => (arrived = resolve));
    own.engine.answer((_request, response) => {
      arrived(response);
    });
    const client = await connectHttp2(own.url);
    const answer = askHttp2(client, { ':path': PATH, ...own.headers });
    const response = await arrival;
    const goaway = once(client, 'goaway');
    const closed = own.close();
    await goaway;
    response.end('whole');
    expect(await answer).toMatchObject({ body: 'whole', headers: { ':status': 200 } });
    await closed;
    expect(client.closed || client.destroyed).toBe(true);
  });
});
