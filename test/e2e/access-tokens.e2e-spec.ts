import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { permissionsOf } from '@acgs/contracts';
import type { RunningService } from '@acgs/service';
import {
  base64url,
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTHeaderParameters,
  SignJWT,
} from 'jose';
import { setTimeout as pause } from 'node:timers/promises';
import { HalfClosedController, startGuardedService } from '../support/guarded-service.js';
import { type Installation, startInstallation } from '../support/installation.js';

interface Reply {
  readonly status: number;
  readonly challenge: string | null;
  readonly body: Record<string, unknown>;
}

describe('access tokens', () => {
  let installation: Installation;
  let guarded: RunningService;
  let auditor: string;

  beforeAll(async () => {
    installation = await startInstallation();
    guarded = await startGuardedService(installation.environment, [HalfClosedController]);
    auditor = await installation.token('auditor');
  });

  afterAll(async () => {
    await guarded.close();
    await installation.close();
  });

  async function ask(authorization: string | null, path = 'policies'): Promise<Reply> {
    const response = await fetch(`${guarded.url}/api/v1/guarded/${path}`, {
      headers: {
        [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
        ...(authorization === null ? {} : { Authorization: authorization }),
      },
    });
    return {
      status: response.status,
      challenge: response.headers.get('www-authenticate'),
      body: JSON.parse(await response.text()) as Record<string, unknown>,
    };
  }

  async function foreign(header: (publicKey: JWK) => Partial<JWTHeaderParameters>): Promise<string> {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    return new SignJWT(decodeJwt(auditor))
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', ...header(await exportJWK(publicKey)) })
      .sign(privateKey);
  }

  const unsigned = (alg: string): string => {
    const header = base64url.encode(JSON.stringify({ alg, typ: 'at+jwt' }));
    return `${header}.${auditor.split('.')[1]!}.`;
  };

  const now = (): number => Math.floor(Date.now() / 1000);

  it('let their client through, and tell the handler who it is', async () => {
    const first = await ask(`Bearer ${auditor}`);
    expect(first.status).toBe(200);
    expect(first.body).toStrictEqual({
      subject: 'auditor',
      tenant: 'default',
      roles: ['auditor'],
      permissions: [...permissionsOf(['auditor'])],
      expiresAt: decodeJwt(auditor).exp,
      principal: 'client',
      isAgent: false,
      clientId: 'auditor',
      actor: 'auditor',
      actors: [],
      delegations: [],
      grantId: null,
      authTime: null,
      acr: null,
      jkt: null,
    });
    expect(await ask(`bearer ${auditor}`)).toStrictEqual(first);
  });

  it('carry permissions that no role gives', async () => {
    const token = await installation.mint('demo-agent', { permissions: ['policies:read'] });
    expect((await ask(`Bearer ${token}`)).status).toBe(200);
  });

  it.each([[null], ['Basic YTpi'], ['Token abc']])(
    'are asked for when there is %p',
    async (authorization) => {
      const { status, challenge, body } = await ask(authorization);
      expect([status, challenge]).toStrictEqual([401, 'Bearer']);
      expect(body).toMatchObject({ type: 'urn:acgs:problem:unauthenticated' });
    },
  );

  it.each<[string, () => Promise<string> | string]>([
    ['expired', () => installation.token('auditor', -1)],
    ['not valid yet', () => installation.mint('auditor', { nbf: now() + 60 })],
    ['for another audience', () => installation.mint('auditor', { aud: 'urn:another:api' })],
    ['of another issuer', () => installation.mint('auditor', { iss: 'http://127.0.0.1:1' })],
    ['an id token', () => installation.mint('auditor', {}, 'JWT')],
    ['without a tenant', () => installation.mint('auditor', { tenant: undefined })],
    ['with an unknown role', () => installation.mint('auditor', { roles: ['root'] })],
    ['with an unknown permission', () => installation.mint('auditor', { permissions: ['*'] })],
    ['without an expiry', () => installation.mint('auditor', { exp: undefined })],
    ['without a subject', () => installation.mint('auditor', { sub: undefined })],
    ['signed with a foreign key', () => foreign(() => ({ kid: decodeProtectedHeader(auditor).kid! }))],
    ['signed with a foreign key without a name', () => foreign(() => ({}))],
    ['signed with a foreign key of a made-up name', () => foreign(() => ({ kid: 'made-up' }))],
    ['signed with a foreign key that it brings along', () => foreign((jwk) => ({ jwk }))],
    [
      'signed with a foreign key at an address (jku)',
      () => foreign(() => ({ jku: 'http://127.0.0.1:1/keys' })),
    ],
    [
      'signed with a foreign key at an address (x5u)',
      () => foreign(() => ({ x5u: 'http://127.0.0.1:1/key' })),
    ],
    ['of a key whose name is a path', () => foreign(() => ({ kid: '../../../../dev/null' }))],
    ['of a key whose name is SQL', () => foreign(() => ({ kid: "' UNION SELECT 'x" }))],
    ['of a key whose name is no text', () => foreign(() => ({ kid: 1 as unknown as string }))],
    ['of the algorithm none', () => unsigned('none')],
    ['of the algorithm None', () => unsigned('None')],
    [
      'signed with the public key as a secret',
      async () => {
        const { body } = await installation.call('auth-service', 'GET', '/.well-known/jwks.json', {
          as: null,
        });
        return new SignJWT(decodeJwt(auditor))
          .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
          .sign(Buffer.from(JSON.stringify(body)));
      },
    ],
    [
      'tampered with',
      () => {
        const [header, , signature] = auditor.split('.');
        const claims = base64url.encode(JSON.stringify({ ...decodeJwt(auditor), roles: ['admin'] }));
        return `${header!}.${claims}.${signature!}`;
      },
    ],
    ['without its signature', () => auditor.slice(0, auditor.lastIndexOf('.') + 1)],
    ['garbage', () => 'garbage'],
    ['of characters that no token has', () => 'a b c'],
    ['empty', () => ''],
    ['oversized', () => `${auditor}${'A'.repeat(9000)}`],
  ])('are refused when they are %s, without a word on why', async (_, make) => {
    const { status, challenge, body } = await ask(`Bearer ${await make()}`);
    expect([status, challenge]).toStrictEqual([401, 'Bearer error="invalid_token"']);
    expect(body).toStrictEqual({
      type: 'urn:acgs:problem:unauthenticated',
      title: 'A valid access token is needed',
      status: 401,
      detail: 'The access token is not accepted: get a new one.',
      requestId: expect.any(String),
    });
  });

  it('are refused from the second they expire, although they were accepted before', async () => {
    const token = await installation.token('auditor', 2);
    expect((await ask(`Bearer ${token}`)).status).toBe(200);
    while (now() < decodeJwt(token).exp!) await pause(50);
    expect((await ask(`Bearer ${token}`)).status).toBe(401);
  });

  it('without the permission of the route get 403, which names it', async () => {
    const { status, challenge, body } = await ask(`Bearer ${await installation.token('demo-agent')}`);
    expect(status).toBe(403);
    expect(challenge).toBe('Bearer error="insufficient_scope", scope="policies:read"');
    expect(body).toMatchObject({
      type: 'urn:acgs:problem:forbidden',
      detail: 'The caller lacks the permission policies:read.',
      permission: 'policies:read',
    });
  });

  it('are not asked for on an open route, but by a method that closes itself in an open class', async () => {
    expect((await ask(null, 'open')).status).toBe(200);
    expect((await ask(null, 'closed')).status).toBe(401);
    expect((await ask(`Bearer ${auditor}`, 'closed')).status).toBe(403);
    expect((await ask(`Bearer ${await installation.token('admin')}`, 'closed')).status).toBe(200);
  });
});
