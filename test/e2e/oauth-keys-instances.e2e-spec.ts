import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { decodeProtectedHeader } from 'jose';
import { type Installation, startInstallation } from '../support/installation.js';
import { query } from '../support/people.js';
import { ServiceInstance } from '../support/service-instance.js';

const ROTATION = '/auth/signing-keys/rotation';

describe('a new key for tokens in an installation with two processes of auth-service', () => {
  let installation: Installation;
  let second: ServiceInstance;
  const cores: ServiceInstance[] = [];

  beforeEach(async () => {
    installation = await startInstallation({ env: { SIGNING_KEY_LEAD_SECONDS: '5', LOG_LEVEL: 'fatal' } });
    second = await ServiceInstance.start(installation, 'auth-service');
  });

  afterEach(async () => {
    for (const core of cores.splice(0)) await core.close();
    await second.close();
    await installation.close();
  });

  const authUrls = (): string[] => [installation.url('auth-service'), second.url];

  /** A verifier that has no key set yet, and gets it from this process of auth-service. */
  async function newCore(authUrl = installation.url('auth-service')): Promise<ServiceInstance> {
    const core = await ServiceInstance.start(installation, 'constitutional-core', {
      AUTH_JWKS_URL: `${authUrl}/.well-known/jwks.json`,
    });
    cores.push(core);
    return core;
  }

  async function tokenFrom(authUrl: string): Promise<string> {
    const { id, secret } = installation.clients.find((client) => client.id === 'auditor')!;
    const response = await fetch(`${authUrl}/api/v1/oauth/token`, {
      method: 'POST',
      headers: { [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH },
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  }

  const kidOf = (token: string): string => decodeProtectedHeader(token).kid ?? '';
  const read = async (core: ServiceInstance, token: string): Promise<number> =>
    (await core.call('GET', '/constitution/versions', undefined, { Authorization: `Bearer ${token}` }))
      .status;

  it('verifies at services that have only just read the keys, whoever signs and whoever is asked for them', async () => {
    const [first = '', other = ''] = authUrls();
    const readers = [await newCore(first), await newCore(other)];
    const old = await tokenFrom(first);
    for (const reader of readers) expect(await read(reader, old)).toBe(200);
    const { status, body } = await second.call('POST', ROTATION);
    expect(status).toBe(201);
    const { kid } = body as { kid: string };

    const signers = new Set<string>();
    while (signers.size < 2) {
      for (const url of authUrls()) {
        const token = await tokenFrom(url);
        if (kidOf(token) === kid) signers.add(url);
        for (const reader of readers)
          expect([kidOf(token), await read(reader, token)]).toStrictEqual([kidOf(token), 200]);
      }
    }
    for (const reader of [...readers, await newCore(first), await newCore(other)]) {
      expect(await read(reader, old)).toBe(200);
    }
  });

  it('is made once when both are asked at the same time', async () => {
    const answers = await Promise.all([
      installation.call('auth-service', 'POST', `/api/v1${ROTATION}`),
      second.call('POST', ROTATION),
    ]);
    expect(answers.map(({ status }) => status).sort()).toStrictEqual([201, 409]);
  });

  it('leaves what the old one signed good until that has expired, and the old one is gone after that', async () => {
    const old = await tokenFrom(second.url);
    const short = await installation.mint('auditor', { exp: Math.floor(Date.now() / 1000) + 8 });
    expect((await second.call('POST', ROTATION)).status).toBe(201);
    const core = await newCore();
    for (const url of authUrls()) while (kidOf(await tokenFrom(url)) === kidOf(old));
    expect(kidOf(short)).toBe(kidOf(old));
    while ((await read(core, short)) === 200);
    expect(await read(core, old)).toBe(200);

    await query(installation, 'UPDATE auth_service.signing_keys SET retires_at = now() WHERE kid = $1', [
      kidOf(old),
    ]);
    for (const url of authUrls()) while (await isPublished(url, kidOf(old)));
    const late = await newCore(second.url);
    expect(await read(late, old)).toBe(401);
    expect(await read(late, await tokenFrom(second.url))).toBe(200);
  });
});

async function isPublished(authUrl: string, kid: string): Promise<boolean> {
  const response = await fetch(`${authUrl}/.well-known/jwks.json`);
  return ((await response.json()) as { keys: { kid: string }[] }).keys.some((key) => key.kid === kid);
}
