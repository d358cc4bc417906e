import { exchange, type ReceivedAnswer } from '../support/exchange.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const HASH = 'x-constitutional-hash';
const DECISIONS = '/api/v1/decisions';

describe('the limits of the gateway', () => {
  let gateway: TestGateway;

  const started = async (environment: Record<string, string>): Promise<void> => {
    gateway = await startGateway(environment);
    for (const upstream of [gateway.engine, gateway.auth, gateway.core]) {
      upstream.answer((_request, response) => response.end('{}'));
    }
  };

  const ask = (method: string, path: string, headers = gateway.headers): Promise<ReceivedAnswer> =>
    exchange(gateway.url, { method, path, headers });

  const statuses = async (count: number, one: () => Promise<ReceivedAnswer>): Promise<number[]> => {
    const answers: number[] = [];
    for (let n = 0; n < count; n++) answers.push((await one()).status);
    return answers;
  };

  const hash = (): Record<string, string> => ({ [HASH]: gateway.headers['X-Constitutional-Hash'] ?? '' });

  /** A token that expires in so many seconds. */
  const later = (seconds: number): Promise<string> =>
    gateway.issuer.bearer('agent', Math.floor(Date.now() / 1000) + seconds);

  afterEach(async () => {
    await gateway.close();
  });

  it('tell in every answer what is left, and refuse what goes beyond with the time to wait', async () => {
    await started({ THROTTLE_DECISIONS: '3/3600' });
    const first = await ask('POST', DECISIONS);
    expect(first.status).toBe(200);
    expect(first.headers['ratelimit-policy']).toBe('"decisions";q=3;w=3600');
    expect(first.headers.ratelimit).toBe('"decisions";r=2;t=1200');
    expect(await statuses(2, () => ask('POST', DECISIONS))).toStrictEqual([200, 200]);

    const refused = await ask('POST', DECISIONS);
    expect(refused.status).toBe(429);
    expect(refused.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(refused.headers.ratelimit).toMatch(/^"decisions";r=0;t=3(600|59\d)$/);
    expect(refused.headers['ratelimit-policy']).toBe('"decisions";q=3;w=3600');
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThan(1100);
    expect(seconds).toBeLessThanOrEqual(1200);
    expect(JSON.parse(refused.body.toString())).toMatchObject({
      type: 'urn:acgs:problem:too-many-requests',
      status: 429,
      'violated-policies': ['decisions'],
    });
    expect(refused.headers[HASH]).toBe('cdd01ef066bc6cf2');
  });

  it('are one for each class of routes, and none where one is off', async () => {
    await started({ THROTTLE_DECISIONS: '1/3600', THROTTLE_READS: '2/3600', THROTTLE_WRITES: 'off' });
    expect(await statuses(2, () => ask('POST', '/access/v1/evaluation'))).toStrictEqual([200, 429]);
    expect(await statuses(1, () => ask('POST', DECISIONS))).toStrictEqual([429]);
    expect(await statuses(3, () => ask('GET', '/api/v1/policies'))).toStrictEqual([200, 200, 429]);
    const write = await ask('POST', '/api/v1/policies');
    expect([write.status, write.headers.ratelimit]).toStrictEqual([200, undefined]);
  });

  it('are those of the subject, whatever token and address it comes with', async () => {
    await started({ THROTTLE_DECISIONS: '2/3600', TRUSTED_PROXIES: '127.0.0.1' });
    const renewed = { ...gateway.headers, authorization: await later(500) };
    const from = (address: string): Record<string, string> => ({ ...renewed, 'x-forwarded-for': address });
    expect(await statuses(1, () => ask('POST', DECISIONS))).toStrictEqual([200]);
    expect(await statuses(1, () => ask('POST', DECISIONS, from('203.0.113.1')))).toStrictEqual([200]);
    expect(await statuses(1, () => ask('POST', DECISIONS, from('203.0.113.2')))).toStrictEqual([429]);
  });

  it('are those of the address where there is no subject', async () => {
    await started({ THROTTLE_TOKENS: '2/3600' });
    const token = (): Promise<ReceivedAnswer> => ask('POST', '/api/v1/oauth/token', hash());
    expect(await statuses(3, token)).toStrictEqual([200, 200, 429]);
  });

  it('end a flood of bad tokens before they are verified, and leave those with a known token alone', async () => {
    await started({ THROTTLE_UNVERIFIED: '3/3600' });
    expect(await statuses(5, () => ask('POST', DECISIONS))).toStrictEqual([200, 200, 200, 200, 200]);
    const bad = { ...hash(), authorization: `${gateway.headers.authorization ?? ''}x` };
    expect(await statuses(5, () => ask('POST', DECISIONS, bad))).toStrictEqual([401, 401, 401, 429, 429]);
    const renewed = { ...hash(), authorization: await later(100) };
    expect(await statuses(1, () => ask('POST', DECISIONS, renewed))).toStrictEqual([429]);
    expect(await statuses(1, () => ask('POST', DECISIONS))).toStrictEqual([200]);
  });

  it('are not used up by what costs no signature, so that it keeps no token of its address out', async () => {
    await started({ THROTTLE_UNVERIFIED: '1/3600' });
    const jwt = (header: string): string =>
      `Bearer ${Buffer.from(header).toString('base64url')}.e30.c2lnbmF0dXJl`;
    const cheap = [
      '',
      'Basic dXNlcjpzZWNyZXQ=',
      'Bearer none',
      jwt('{"alg":"none","typ":"at+jwt"}'),
      jwt('{"alg":"ES256","typ":"at+jwt","kid":"another"}'),
      await later(-100),
    ];
    for (const authorization of cheap) {
      const refused = (): Promise<ReceivedAnswer> => ask('POST', DECISIONS, { ...hash(), authorization });
      expect(await statuses(3, refused)).toStrictEqual([401, 401, 401]);
    }
    expect(await statuses(1, () => ask('POST', DECISIONS))).toStrictEqual([200]);
  });

  it('cost nothing to a caller who brings a new good token each time', async () => {
    await started({ THROTTLE_UNVERIFIED: '2/3600' });
    for (let n = 1; n <= 5; n++) {
      const authorization = await later(100 + n);
      expect((await ask('POST', DECISIONS, { ...hash(), authorization })).status).toBe(200);
    }
  });

  it('cost nothing to a caller whose token cannot be verified now', async () => {
    await started({ THROTTLE_UNVERIFIED: '2/3600', AUTH_JWKS_URL: 'http://127.0.0.1:1/jwks.json' });
    expect(await statuses(4, () => ask('POST', DECISIONS))).toStrictEqual([503, 503, 503, 503]);
  });

  it('do not concern probes and scrapes', async () => {
    await started({ THROTTLE_DEFAULT: '1/3600' });
    expect(await statuses(2, () => ask('GET', '/.well-known/jwks.json', {}))).toStrictEqual([200, 429]);
    for (const path of ['/health/live', '/health/ready', '/metrics']) {
      const [first, second] = [await ask('GET', path, {}), await ask('GET', path, {})];
      expect([first.status, second.status]).toStrictEqual([200, 200]);
      expect(second.headers.ratelimit).toBeUndefined();
    }
  });

  it('ask for the constitutional hash first, which costs no part of a limit', async () => {
    await started({ THROTTLE_DECISIONS: '1/3600' });
    const { authorization = '' } = gateway.headers;
    expect(await statuses(3, () => ask('POST', DECISIONS, { authorization }))).toStrictEqual([428, 428, 428]);
    expect(await statuses(1, () => ask('POST', DECISIONS))).toStrictEqual([200]);
  });

  it('stand on /metrics with what was admitted and refused', async () => {
    await started({ THROTTLE_DECISIONS: '2/3600' });
    await statuses(3, () => ask('POST', DECISIONS));
    const metrics = (await ask('GET', '/metrics', {})).body.toString();
    expect(metrics).toMatch(/^acgs_throttling_requests_total\{class="decisions",outcome="admitted",.*\} 2$/m);
    expect(metrics).toMatch(/^acgs_throttling_requests_total\{class="decisions",outcome="refused",.*\} 1$/m);
    expect(metrics).toMatch(/^acgs_throttling_callers\{class="decisions",.*\} 1$/m);
    expect(metrics).toMatch(/^acgs_throttling_shared\{.*\} 0$/m);
  });
});
