import { decodeJwt } from 'jose';
import { AuthorizationSuite, newPkce, PERSON, REDIRECT_URI } from '../support/authorization.js';
import { Browser } from '../support/browser.js';

describe('an authorization code', () => {
  let suite: AuthorizationSuite;

  beforeAll(async () => {
    suite = await AuthorizationSuite.start();
  });

  afterAll(async () => {
    await suite.close();
  });

  it('brings a person and a client together: sign-in, consent, and tokens that say who and for what', async () => {
    const pkce = newPkce();
    const page = await suite.authorize(new Browser(), suite.authorizationUrl(pkce));
    expect(page.location?.href.startsWith(REDIRECT_URI)).toBe(true);
    const { code, ...rest } = Object.fromEntries(page.location!.searchParams);
    expect(rest).toStrictEqual({ state: 'st', iss: suite.url });

    const { status, body } = await suite.redeem(code!, pkce);
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', scope: 'openid offline_access decisions:read' });
    expect(decodeJwt(String(body.access_token))).toMatchObject({
      iss: suite.url,
      aud: 'urn:acgs:api',
      sub: PERSON.id,
      client_id: 'web',
      principal: 'person',
      tenant: 'default',
      roles: [],
      permissions: ['decisions:read'],
      scope: 'openid offline_access decisions:read',
      acr: 'urn:acgs:acr:password',
      amr: ['pwd'],
      gid: expect.any(String),
      auth_time: expect.any(Number),
    });
    expect(decodeJwt(String(body.id_token))).toMatchObject({ sub: PERSON.id, aud: 'web' });
  });
});
