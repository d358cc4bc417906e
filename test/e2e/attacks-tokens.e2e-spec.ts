import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { base64url, decodeJwt } from 'jose';
import { setTimeout as pause } from 'node:timers/promises';
import { exchange } from '../support/exchange.js';
import { startGoverned } from '../support/governed.js';
import type { Answer, Installation } from '../support/installation.js';

/** The order of the group of P-256: with s, n - s signs the same. */
const ORDER = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');
const PATH = '/api/v1/policies/team';
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const bytesOf = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');

function withSignature(token: string, change: (signature: Buffer) => Buffer): string {
  const [header = '', claims = '', signature = ''] = token.split('.');
  return `${header}.${claims}.${base64url.encode(change(Buffer.from(signature, 'base64url')))}`;
}

/** The last character of 64 bytes has four bits that say nothing. */
function withOtherLastCharacter(token: string): string {
  const last = ALPHABET.indexOf(token.slice(-1));
  return `${token.slice(0, -1)}${ALPHABET.charAt(last ^ 1)}`;
}

const twin = (token: string): string =>
  withSignature(token, (signature) => {
    const s = BigInt(`0x${signature.subarray(32).toString('hex')}`);
    return Buffer.concat([signature.subarray(0, 32), bytesOf(ORDER - s)]);
  });

describe('attacks with tokens, and on what others were answered', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startGoverned({}, ['api-gateway']);
  });

  afterAll(async () => {
    await installation.close();
  });

  async function statusOf(authorization: string, headers: Record<string, string> = {}): Promise<number> {
    const own = { 'X-Constitutional-Hash': CONSTITUTIONAL_HASH, authorization };
    const sent = { path: PATH, headers: { ...own, ...headers } };
    return (await exchange(installation.url('api-gateway'), sent)).status;
  }

  const get = (path: string, options: object): Promise<Answer> =>
    installation.call('api-gateway', 'GET', path, options);

  it.each<[string, (token: string) => string]>([
    ['a tab before it', (token) => `Bearer\t${token}`],
    ['another one after it', (token) => `Bearer ${token}, Bearer ${token}`],
    ['a fourth part', (token) => `Bearer ${token}.x`],
    ['a dot at its end', (token) => `Bearer ${token}.`],
    ['padding in its header', (token) => `Bearer ${token.replace('.', '=.')}`],
    ['a signature of zeros', (token) => `Bearer ${withSignature(token, () => Buffer.alloc(64))}`],
    [
      'a signature of the order of the group',
      (token) => `Bearer ${withSignature(token, () => Buffer.concat([bytesOf(ORDER), bytesOf(ORDER)]))}`,
    ],
    [
      'a signature in DER',
      (token) =>
        `Bearer ${withSignature(token, (bytes) => Buffer.concat([Buffer.from('3044022000', 'hex'), bytes]))}`,
    ],
    ['the claims of another one', (token) => `Bearer ${token.replace(/\.[^.]+\./, `.${claimsOfNobody()}.`)}`],
  ])('are refused where a token has %s', async (_, spelled) => {
    expect(await statusOf(spelled(await installation.token('admin')))).toBe(401);
  });

  const claimsOfNobody = (): string => base64url.encode(JSON.stringify({ sub: 'nobody', exp: 1e12 }));

  it.each<[string, string, Record<string, string>]>([
    ['in the query', `${PATH}?access_token=`, {}],
    ['in a cookie', PATH, { cookie: 'access_token=' }],
    ['in a field of its own', PATH, { 'x-access-token': '' }],
    ['in a field for proxies', PATH, { 'proxy-authorization': 'Bearer ' }],
    ['in what a proxy would say', PATH, { 'x-forwarded-authorization': 'Bearer ' }],
  ])('are not answered with a token %s', async (_, path, fields) => {
    const token = await installation.token('admin');
    const headers = Object.fromEntries(Object.entries(fields).map(([name, start]) => [name, start + token]));
    const answer = await get(path.endsWith('=') ? path + token : path, { as: null, headers });
    expect(answer.status).toBe(401);
  });

  it.each(['X-Forwarded-User', 'X-Remote-User', 'X-Subject', 'X-Roles', 'X-Tenant', 'X-Permissions'])(
    'change nothing of who asks by %s',
    async (name) => {
      const headers = { [name]: name === 'X-Tenant' ? 'other' : 'admin' };
      expect((await get(PATH, { as: null, headers })).status).toBe(401);
      expect((await get(PATH, { as: 'demo-agent', headers })).status).toBe(403);
      expect((await get(PATH, { as: 'admin', headers })).status).toBe(200);
    },
  );

  it('know a revoked token in none of its spellings', async () => {
    const token = await installation.mint('admin', { jti: 'many-spellings' });
    const twinned = twin(token);
    const spellings = [token, twinned, withOtherLastCharacter(token), withOtherLastCharacter(twinned)];
    const all = spellings.flatMap((each) => [`Bearer ${each}`, `bearer  ${each}`]);
    const statuses = async (): Promise<number[]> => Promise.all(all.map((each) => statusOf(each)));
    expect(await statuses()).toStrictEqual(all.map(() => 200));
    const { secret = '' } = installation.clients.find(({ id }) => id === decodeJwt(token).client_id) ?? {};
    const revoked = await installation.call('auth-service', 'POST', '/api/v1/oauth/revocation', {
      as: null,
      body: new URLSearchParams({ token: twinned, client_id: 'admin', client_secret: secret }),
    });
    expect(revoked.status).toBe(200);
    while ((await statusOf(`Bearer ${token}`)) !== 401) await pause(20);
    expect(await statuses()).toStrictEqual(all.map(() => 401));
  });

  it.each([
    'Default',
    'DEFAULT',
    'default ',
    'ｄefault',
    'default\u0000',
    '',
    'default/x',
    '*',
    '../default',
  ])('name no tenant "%s", in a token or in a query', async (tenant) => {
    const token = await installation.mint('admin', { tenant });
    expect((await get(PATH, { token })).status).toBe(401);
    const query = `/api/v1/rule-sets/active?tenant=${encodeURIComponent(tenant)}`;
    expect((await get(query, { as: 'ec-service' })).status).toBe(400);
  });

  it('name no two tenants, and another one with the permission alone', async () => {
    const path = '/api/v1/rule-sets/active?tenant=';
    expect((await get(`${path}default&tenant=other`, { as: 'ec-service' })).status).toBe(400);
    expect((await get(`${path}other`, { as: 'admin' })).status).toBe(403);
    const own = await get(PATH, { as: 'admin' });
    expect((await get(`${PATH}?tenant=other`, { as: 'admin' })).body).toStrictEqual(own.body);
  });

  it.each<[string, object, number]>([
    ['its tag', { as: 'demo-agent' }, 403],
    ['its tag and no token', { as: null }, 401],
    ['its tag and no hash', { hash: null }, 428],
    ['its tag and another hash', { hash: '0000000000000000' }, 412],
  ])('get no 304 for what others may see by %s', async (_, options, status) => {
    const { headers } = await get(PATH, { as: 'admin' });
    const tag = headers.get('etag') ?? '';
    expect(headers.get('cache-control')).toBe('private, no-cache');
    for (const condition of [tag, `W/${tag}`, '*', `"x", ${tag}`]) {
      const sent = { 'If-None-Match': condition, 'Cache-Control': 'only-if-cached' };
      const answer = await get(PATH, { ...options, headers: sent });
      expect([answer.status, answer.headers.get('etag')]).toStrictEqual([status, null]);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('get none of it in another tenant', async () => {
    const tag = (await get(PATH, { as: 'admin' })).headers.get('etag') ?? '';
    const token = await installation.mint('admin', { tenant: 'other' });
    const answers = [
      await get(PATH, { token, headers: { 'If-None-Match': tag } }),
      await get(PATH, { token }),
    ];
    expect(answers.map(({ status }) => status)).toStrictEqual([404, 404]);
  });
});
