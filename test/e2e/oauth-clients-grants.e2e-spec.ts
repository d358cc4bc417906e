import { type CryptoKey, decodeJwt, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { randomUUID } from 'node:crypto';
import { becomes } from '../support/identities.js';
import { type Answer, type Installation, startInstallation } from '../support/installation.js';
import { callClients, registerClient } from '../support/oauth-clients.js';
import { browserOf, joined, PASSWORD, query } from '../support/people.js';
import { AuthorizationRequest, REDIRECT_URI } from '../support/people-client.js';

const SCOPE = 'openid offline_access policies:read decisions:read';

describe('what registered clients get tokens by', () => {
  let installation: Installation;
  let ada: string;

  beforeAll(async () => {
    installation = await startInstallation({ services: ['constitutional-core'] });
    ada = await joined(installation, { email: 'ada@example.com', roles: ['admin'] });
  });

  afterAll(async () => {
    await installation.close();
  });

  const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
    callClients(installation, method, path, body === undefined ? {} : { body });
  const register = (body: Readonly<Record<string, unknown>>): ReturnType<typeof registerClient> =>
    registerClient(installation, body);
  const oauth = (endpoint: string, form: Readonly<Record<string, string>>): Promise<Answer> =>
    installation.call('auth-service', 'POST', `/api/v1/oauth/${endpoint}`, {
      as: null,
      body: new URLSearchParams(form),
    });
  const readConstitution = (token: string): Promise<Answer> =>
    installation.call('constitutional-core', 'GET', '/api/v1/constitution/versions', { token });

  describe('with keys of their own', () => {
    const keyPair = async (kid: string): Promise<{ privateKey: CryptoKey; jwk: JWK }> => {
      const { privateKey, publicKey } = await generateKeyPair('ES256');
      return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid } };
    };

    async function assert(id: string, kid: string, key: CryptoKey): Promise<Answer> {
      const assertion = new SignJWT({
        iss: id,
        sub: id,
        aud: installation.url('auth-service'),
        jti: randomUUID(),
      })
        .setProtectedHeader({ alg: 'ES256', kid })
        .setExpirationTime('1 minute');
      return oauth('token', {
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await assertion.sign(key),
      });
    }

    it('sign assertions, and have no secret; the tokens of a key end with it', async () => {
      const [first, next] = [await keyPair('first'), await keyPair('next')];
      const jwks = { keys: [first.jwk] };
      const { id, secret, jwks: kept } = await register({ authMethod: 'private_key_jwt', jwks });
      expect([secret, kept]).toStrictEqual([null, jwks]);
      expect((await call('POST', `/${id}/secret`)).status).toBe(409);
      const { status, body } = await assert(id, 'first', first.privateKey);
      expect(status).toBe(200);
      const change = { jwks: { keys: [next.jwk] } };
      expect((await call('PATCH', `/${id}`, change)).body).toMatchObject(change);
      await becomes(401, () => readConstitution((body as { access_token: string }).access_token));
      expect((await assert(id, 'first', first.privateKey)).status).toBe(401);
      expect((await assert(id, 'next', next.privateKey)).status).toBe(200);
    });
  });

  describe('that people use', () => {
    const people = { roles: [], redirectUris: [REDIRECT_URI], scopes: ['policies:read'] };

    interface Tokens {
      readonly access_token: string;
      readonly refresh_token: string;
    }

    async function tokensOfAda(clientId: string): Promise<Tokens> {
      const request = new AuthorizationRequest(installation, REDIRECT_URI, clientId);
      const browser = browserOf(installation);
      const page = await browser.open(request.path({ scope: SCOPE, prompt: 'consent' }));
      const fields = { email: 'ada@example.com', password: PASSWORD };
      const consent = await browser.submit(page, { fields });
      expect(consent.text).toContain('Allow Reports this?');
      return (await request.redeem((await browser.submit(consent)).url)).body as Tokens;
    }

    const refresh = ({ refresh_token }: Tokens, client_id: string): Promise<Answer> =>
      oauth('token', { grant_type: 'refresh_token', refresh_token, client_id });

    it('lead to a token of the person within their scopes, which ends with them', async () => {
      const { id, secret } = await register({ ...people, authMethod: 'none' });
      expect(secret).toBeNull();
      const tokens = await tokensOfAda(id);
      const { sub, client_id, permissions } = decodeJwt(tokens.access_token);
      expect({ sub, client_id, permissions }).toStrictEqual({
        sub: ada,
        client_id: id,
        permissions: ['policies:read'],
      });
      const listUsers = (): Promise<Answer> =>
        installation.call('auth-service', 'GET', '/api/v1/auth/users', { token: tokens.access_token });
      expect((await listUsers()).status).toBe(403);
      expect((await call('DELETE', `/${id}`)).status).toBe(204);
      await becomes(401, listUsers);
      expect((await refresh(tokens, id)).status).toBe(401);
      const rows = await query(
        installation,
        'SELECT 1 FROM auth_service.oauth_records WHERE client_id = $1',
        [id],
      );
      expect(rows).toStrictEqual([]);
    });

    it('give no more than their scopes of now, though people stay signed in', async () => {
      const { id } = await register({
        ...people,
        authMethod: 'none',
        scopes: ['policies:read', 'decisions:read'],
      });
      const tokens = await tokensOfAda(id);
      await call('PATCH', `/${id}`, { scopes: ['policies:read'] });
      await becomes(401, () => readConstitution(tokens.access_token));
      const renewed = await refresh(tokens, id);
      expect(renewed.status).toBe(200);
      expect(decodeJwt((renewed.body as Tokens).access_token)).toMatchObject({
        permissions: ['policies:read'],
      });
    });

    it('push requests with their secret (RFC 9126), to the addresses that they have', async () => {
      const { id, secret } = await register(people);
      const push = (redirect_uri: string, client_secret = secret): Promise<Answer> =>
        oauth('request', {
          client_id: id,
          client_secret,
          response_type: 'code',
          redirect_uri,
          scope: 'openid',
          code_challenge: 'A'.repeat(43),
          code_challenge_method: 'S256',
        });
      expect(await push(REDIRECT_URI)).toMatchObject({
        status: 201,
        body: { request_uri: expect.any(String) },
      });
      expect((await push(REDIRECT_URI, 'x'.repeat(43))).status).toBe(401);
      const other = 'https://reports.example/callback';
      expect((await push(other)).status).toBe(400);
      await call('PATCH', `/${id}`, { redirectUris: [other] });
      expect((await push(other)).status).toBe(201);
      expect((await push(REDIRECT_URI)).status).toBe(400);
    });
  });
});
