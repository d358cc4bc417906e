import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { exchange, type ReceivedAnswer } from '../support/exchange.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { POLICY } from '../support/governed.js';

describe('what may be read again and again', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({
      services: ['auth-service', 'constitutional-core', 'governance-engine', 'api-gateway'],
    });
  });

  afterAll(async () => {
    await installation.close();
  });

  const get = (path: string, headers: Record<string, string> = {}): Promise<ReceivedAnswer> =>
    exchange(installation.url('api-gateway'), { path, headers });

  const headersOf = async (clientId: string): Promise<Record<string, string>> => ({
    [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
    authorization: `Bearer ${await installation.token(clientId)}`,
  });

  const PUBLIC = [
    ['/docs-json', 'no-cache'],
    ['/docs-yaml', 'no-cache'],
    ['/.well-known/jwks.json', 'public, max-age=300'],
    ['/.well-known/openid-configuration', 'public, max-age=300'],
  ] as const;

  it.each(PUBLIC)('has a strong tag at %s, and is not sent to who has it', async (path, cacheControl) => {
    const first = await get(path);
    const tag = String(first.headers.etag);
    expect(tag).toMatch(/^"[\w-]{43}"$/);
    expect(first.headers).toMatchObject({ 'cache-control': cacheControl, vary: 'Accept-Encoding' });
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const again = await get(path, { 'if-none-match': known });
      expect([again.status, again.body.length, again.headers.etag]).toStrictEqual([304, 0, tag]);
    }
    expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)(
    'comes packed as %s to who takes it so, as a representation of its own',
    async (coding, unpack) => {
      const plain = await get('/docs-json');
      const packed = await get('/docs-json', { 'accept-encoding': `${coding}, identity` });
      expect(packed.headers).toMatchObject({ 'content-encoding': coding, vary: 'Accept-Encoding' });
      expect(packed.body.length).toBeLessThan(plain.body.length / 4);
      expect(unpack(packed.body).equals(plain.body)).toBe(true);
      const tag = String(packed.headers.etag);
      expect(tag).not.toBe(plain.headers.etag);
      const again = await get('/docs-json', { 'accept-encoding': coding, 'if-none-match': tag });
      expect([again.status, again.body.length]).toStrictEqual([304, 0]);
    },
  );

  it.each(['identity', 'gzip;q=0, br;q=0.0', 'zstd', ''])(
    'comes as it is to who takes %p',
    async (accepted) => {
      const answer = await get('/docs-json', { 'accept-encoding': accepted });
      expect(answer.headers['content-encoding']).toBeUndefined();
      expect(JSON.parse(String(answer.body))).toMatchObject({ openapi: '3.1.0' });
    },
  );

  it('is a policy, until another version of it is there or in force', async () => {
    const admin = { ...(await headersOf('admin')), 'accept-encoding': 'gzip, br' };
    const body = Buffer.from(JSON.stringify({ ...POLICY, id: 'conditional' }));
    const added = await exchange(installation.url('api-gateway'), {
      method: 'POST',
      path: '/api/v1/policies',
      headers: { ...admin, 'content-type': 'application/json' },
      body,
    });
    expect(added.status).toBe(201);
    for (const path of ['/api/v1/policies/conditional', '/api/v1/policies/conditional/versions/1']) {
      const first = await get(path, admin);
      const tag = String(first.headers.etag);
      expect(first.headers['content-encoding']).toBeUndefined();
      const again = await get(path, { ...admin, 'if-none-match': tag });
      expect([first.status, again.status, again.body.length]).toStrictEqual([200, 304, 0]);
    }
  });

  it('is no token, which is neither kept nor packed', async () => {
    const answer = await exchange(installation.url('api-gateway'), {
      method: 'POST',
      path: '/api/v1/oauth/token',
      headers: { ...(await headersOf('admin')), 'accept-encoding': 'br, gzip' },
    });
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.headers['cache-control']).toContain('no-store');
  });
});
