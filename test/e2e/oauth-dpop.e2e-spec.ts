import { decodeJwt } from 'jose';
import { ProofKey } from '../support/dpop.js';
import {
  type Answer,
  type Installation,
  type ServiceName,
  startInstallation,
} from '../support/installation.js';

const GATEWAY = 'https://acgs.test';
const PATH = '/api/v1/constitution/versions';
const now = (): number => Math.floor(Date.now() / 1000);

describe('a token that is bound to a key (RFC 9449)', () => {
  let installation: Installation;
  let key: ProofKey;
  let token: string;

  beforeAll(async () => {
    installation = await startInstallation({
      services: ['constitutional-core', 'api-gateway'],
      env: { PUBLIC_ORIGIN: GATEWAY },
    });
    key = await ProofKey.create();
    const { body } = await ask(await key.prove('POST', tokenUrl()));
    token = (body as { access_token: string }).access_token;
  });

  afterAll(async () => {
    await installation.close();
  });

  const tokenUrl = (): string => `${installation.url('auth-service')}/api/v1/oauth/token`;

  function ask(proof: string): Promise<Answer> {
    const { id, secret } = installation.clients.find((client) => client.id === 'auditor')!;
    return installation.call('auth-service', 'POST', '/api/v1/oauth/token', {
      as: null,
      headers: { DPoP: proof },
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret }),
    });
  }

  const read = (
    proof: string | null,
    scheme = 'DPoP',
    service: ServiceName = 'api-gateway',
  ): Promise<Answer> =>
    installation.call(service, 'GET', `${PATH}?limit=1`, {
      as: null,
      headers: { Authorization: `${scheme} ${token}`, ...(proof === null ? {} : { DPoP: proof }) },
    });

  it('says so, and passes with a proof for the address of the gateway, which the service behind it takes as well', async () => {
    expect(decodeJwt(token)).toMatchObject({ cnf: { jkt: key.thumbprint } });
    expect((await read(await key.prove('GET', `${GATEWAY}${PATH}`, { token }))).status).toBe(200);
    const own = `${installation.url('constitutional-core')}${PATH}`;
    expect((await read(await key.prove('GET', own, { token }), 'DPoP', 'constitutional-core')).status).toBe(
      200,
    );
  });

  it.each(['api-gateway', 'constitutional-core'] as const)(
    'is refused as a bearer token at %s',
    async (service) => {
      expect((await read(null, 'Bearer', service)).status).toBe(401);
      const proof = await key.prove('GET', `${GATEWAY}${PATH}`, { token });
      expect((await read(proof, 'Bearer', service)).status).toBe(401);
    },
  );

  it('is refused without a proof, and with one that was used', async () => {
    const without = await read(null);
    expect(without.status).toBe(401);
    expect(without.headers.get('www-authenticate')).toMatch(/^DPoP error="invalid_dpop_proof"/);
    const proof = await key.prove('GET', `${GATEWAY}${PATH}`, { token });
    expect((await read(proof)).status).toBe(200);
    expect((await read(proof)).status).toBe(401);
  });

  it('is answered in its own scheme where it lacks a permission, and where it is not accepted', async () => {
    const url = `${installation.url('constitutional-core')}${PATH}`;
    const send = async (value: string, proof: string): Promise<[number, string | null]> => {
      const { status, headers } = await installation.call('constitutional-core', 'POST', PATH, {
        as: null,
        body: {},
        headers: { Authorization: `DPoP ${value}`, DPoP: proof },
      });
      return [status, headers.get('www-authenticate')];
    };
    const proof = await key.prove('POST', url, { token });
    expect(await send(token, proof)).toStrictEqual([
      403,
      'DPoP error="insufficient_scope", scope="constitution:ratify"',
    ]);
    expect(await send('x', proof)).toStrictEqual([401, 'DPoP error="invalid_token"']);
  });

  it.each<[string, string, string, Parameters<ProofKey['prove']>[2]]>([
    ['another method', 'POST', `${GATEWAY}${PATH}`, {}],
    ['another path', 'GET', `${GATEWAY}/api/v1/constitution`, {}],
    ['another server', 'GET', `https://elsewhere.test${PATH}`, {}],
    ['an address with a user', 'GET', `https://acgs.test@elsewhere.test${PATH}`, {}],
    ['no address', 'GET', PATH, {}],
    ['another token', 'GET', `${GATEWAY}${PATH}`, { claims: { ath: 'x'.repeat(43) } }],
    ['no token', 'GET', `${GATEWAY}${PATH}`, { claims: { ath: undefined } }],
    ['a minute ago and more', 'GET', `${GATEWAY}${PATH}`, { claims: { iat: now() - 120 } }],
    ['later', 'GET', `${GATEWAY}${PATH}`, { claims: { iat: now() + 120 } }],
    ['nobody: it has no id', 'GET', `${GATEWAY}${PATH}`, { claims: { jti: undefined } }],
    ['something else: its type', 'GET', `${GATEWAY}${PATH}`, { header: { typ: 'jwt' } }],
  ])('is refused with a proof for %s', async (_, method, url, options) => {
    expect((await read(await key.prove(method, url, { token, ...options }))).status).toBe(401);
  });

  it('is refused with the proof of another key, and with one whose key is not the one that signed', async () => {
    const other = await ProofKey.create();
    expect((await read(await other.prove('GET', `${GATEWAY}${PATH}`, { token }))).status).toBe(401);
    const [head, ...rest] = (await other.prove('GET', `${GATEWAY}${PATH}`, { token })).split('.');
    const [ours] = (await key.prove('GET', `${GATEWAY}${PATH}`, { token })).split('.');
    expect(ours).not.toBe(head);
    expect((await read([ours, ...rest].join('.'))).status).toBe(401);
  });

  it('is not to be had with a proof that was used, or was made for something else', async () => {
    const proof = await key.prove('POST', tokenUrl());
    expect((await ask(proof)).status).toBe(200);
    const again = await ask(proof);
    expect(again.status).toBe(400);
    const astray = await ask(await key.prove('POST', `${GATEWAY}/api/v1/oauth/introspection`));
    expect([astray.status, astray.body]).toMatchObject([400, { error: 'invalid_dpop_proof' }]);
  });

  it('is another thing than an unbound one, which does not pass with the scheme DPoP', async () => {
    const unbound = await installation.token('auditor');
    const proof = await key.prove('GET', `${GATEWAY}${PATH}`, { token: unbound });
    const answer = await installation.call('api-gateway', 'GET', PATH, {
      as: null,
      headers: { Authorization: `DPoP ${unbound}`, DPoP: proof },
    });
    expect(answer.status).toBe(401);
  });
});
