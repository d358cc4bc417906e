import { exchange } from '../support/exchange.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const JWKS = '/.well-known/jwks.json';

describe('the address of a caller', () => {
  let gateway: TestGateway;
  let seen: Record<string, unknown>;

  const started = async (environment: Record<string, string>): Promise<void> => {
    gateway = await startGateway({ THROTTLE_DEFAULT: '1/3600', ...environment });
    seen = {};
    gateway.auth.answer((request, response) => {
      seen = request.headers;
      response.end('{}');
    });
  };

  const statusFrom = async (forwarded: string): Promise<number> => {
    const headers = forwarded === '' ? {} : { 'x-forwarded-for': forwarded };
    return (await exchange(gateway.url, { path: JWKS, headers })).status;
  };

  afterEach(async () => {
    await gateway.close();
  });

  it('is the other end of the connection, whatever the caller says', async () => {
    await started({});
    expect(await statusFrom('203.0.113.1')).toBe(200);
    expect(seen['x-forwarded-for']).toBe('127.0.0.1');
    expect(await statusFrom('203.0.113.2')).toBe(429);
  });

  it('is the last one that no trusted proxy has, so that nobody can put another before it', async () => {
    await started({ TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8' });
    expect(await statusFrom('203.0.113.1, 10.1.2.3')).toBe(200);
    expect(seen['x-forwarded-for']).toBe('203.0.113.1, 10.1.2.3, 127.0.0.1');
    expect(await statusFrom('198.51.100.7, 203.0.113.1')).toBe(429);
    expect(await statusFrom('203.0.113.2')).toBe(200);
    expect(seen['x-forwarded-for']).toBe('203.0.113.2, 127.0.0.1');
  });

  it('is one for the 64 bits of a network that a caller of IPv6 has for itself', async () => {
    await started({ TRUSTED_PROXIES: '127.0.0.1' });
    expect(await statusFrom('2001:db8:1:2::1')).toBe(200);
    expect(await statusFrom('2001:db8:1:2:ffff::2')).toBe(429);
    expect(await statusFrom('2001:db8:1:3::1')).toBe(200);
  });

  it('is that of the proxy where the proxy names none', async () => {
    await started({ TRUSTED_PROXIES: '127.0.0.1' });
    expect(await statusFrom('unknown')).toBe(200);
    expect(await statusFrom('hidden')).toBe(429);
    expect(await statusFrom('')).toBe(429);
  });

  it('comes with the protocol and the host that a trusted proxy tells, and a caller cannot', async () => {
    const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'acgs.example' };
    await started({ TRUSTED_PROXIES: '127.0.0.1' });
    await exchange(gateway.url, { path: JWKS, headers: forwarded });
    expect(seen).toMatchObject(forwarded);
    await gateway.close();
    await started({ TRUSTED_PROXIES: '10.0.0.1' });
    await exchange(gateway.url, { path: JWKS, headers: forwarded });
    expect(seen).toMatchObject({
      'x-forwarded-proto': 'http',
      'x-forwarded-host': new URL(gateway.url).host,
    });
  });
});
