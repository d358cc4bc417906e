import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { exchange } from '../support/exchange.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const PATH = '/api/v1/decisions';

describe('the headers that pass the gateway', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startGateway();
  });

  afterAll(async () => {
    await gateway.close();
  });

  it('drops what belongs to one connection, in both directions', async () => {
    let seen: Record<string, unknown> = {};
    gateway.engine.answer((request, response) => {
      seen = request.headers;
      response.writeHead(200, {
        Connection: 'close, X-Hop',
        'X-Hop': '1',
        'X-End': '1',
        'Keep-Alive': 'timeout=999',
        'Proxy-Authenticate': 'Basic',
        Upgrade: 'h2c',
      });
      response.end();
    });
    const answer = await exchange(gateway.url, {
      path: PATH,
      headers: {
        ...gateway.headers,
        ...{ connection: 'close, X-Mine', 'x-mine': '1', te: 'trailers', 'proxy-authorization': 'Basic x' },
        ...{ expect: '100-continue', 'keep-alive': 'timeout=5', upgrade: 'h2c', 'x-end': '1' },
      },
    });
    const gone = ['x-mine', 'te', 'proxy-authorization', 'expect', 'keep-alive', 'upgrade'];
    expect(Object.keys(seen).filter((name) => gone.includes(name))).toStrictEqual([]);
    expect(seen).toMatchObject({ 'x-end': '1', connection: 'keep-alive' });
    const kept = ['x-hop', 'proxy-authenticate', 'upgrade'];
    expect(Object.keys(answer.headers).filter((name) => kept.includes(name))).toStrictEqual([]);
    expect(answer.headers).toMatchObject({ 'x-end': '1' });
    expect(answer.headers['keep-alive']).toBe('timeout=5');
  });

  it('carries the hash, the token, the trace, and who called; what the caller says of that is not believed', async () => {
    let seen: Record<string, unknown> = {};
    gateway.engine.answer((request, response) => {
      seen = request.headers;
      response.end();
    });
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await exchange(gateway.url, {
      path: PATH,
      headers: {
        ...gateway.headers,
        ...{
          traceparent,
          'x-forwarded-for': '1.2.3.4',
          'x-forwarded-proto': 'https',
          forwarded: 'for=1.2.3.4',
        },
        ...{ 'x-forwarded-host': 'evil.test', 'x-forwarded-user': 'root', 'x-real-ip': '1.2.3.4' },
      },
    });
    expect(seen).toMatchObject({
      traceparent,
      authorization: gateway.headers.authorization,
      'x-constitutional-hash': CONSTITUTIONAL_HASH,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': new URL(gateway.url).host,
      host: new URL(gateway.engine.url).host,
    });
    expect(Object.keys(seen)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(forwarded|x-real-ip|x-forwarded-user)$/)]),
    );
  });

  it('has one request id on its whole way: the one that came if it is fit for a log, else a new one', async () => {
    gateway.engine.answer((request, response) => response.end(request.headers['x-request-id']));
    const ask = async (id: Record<string, string>): Promise<[unknown, string]> => {
      const answer = await exchange(gateway.url, { path: PATH, headers: { ...gateway.headers, ...id } });
      return [answer.headers['x-request-id'], answer.body.toString()];
    };
    expect(await ask({ 'X-Request-Id': 'mine-1' })).toStrictEqual(['mine-1', 'mine-1']);
    const [returned, seen] = await ask({ 'X-Request-Id': 'not fit\t"' });
    expect(returned).toMatch(/^[\da-f-]{36}$/);
    expect(seen).toBe(returned);
  });
});
