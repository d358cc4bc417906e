import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import * as oauth from 'oauth4webapi';
import { AuthorizationSuite, PERSON, REDIRECT_URI } from '../support/authorization.js';
import { Browser } from '../support/browser.js';

const options = {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- so that nobody uses it but for plain HTTP on the loopback
  [oauth.allowInsecureRequests]: true,
  headers: { [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH },
} as const;

describe('a client library that knows nothing of ACGS but the extra header', () => {
  let suite: AuthorizationSuite;
  let server: oauth.AuthorizationServer;
  const client: oauth.Client = { client_id: 'spa' };

  beforeAll(async () => {
    suite = await AuthorizationSuite.start();
    const issuer = new URL(suite.url);
    const response = await oauth.discoveryRequest(issuer, { ...options, algorithm: 'oidc' });
    server = await oauth.processDiscoveryResponse(issuer, response);
  });

  afterAll(async () => {
    await suite.close();
  });

  it('signs a person in with PKCE, a pushed request and DPoP, reads who that is, renews and revokes', async () => {
    const key = oauth.DPoP(client, await oauth.generateKeyPair('ES256'));
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const pushed = await oauth.processPushedAuthorizationResponse(
      server,
      client,
      await oauth.pushedAuthorizationRequest(
        server,
        client,
        oauth.None(),
        new URLSearchParams({
          response_type: 'code',
          redirect_uri: REDIRECT_URI,
          scope: 'openid profile offline_access decisions:read',
          prompt: 'consent',
          state,
          code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        }),
        { ...options, DPoP: key },
      ),
    );
    const url = new URL(server.authorization_endpoint!);
    url.searchParams.set('client_id', client.client_id);
    url.searchParams.set('request_uri', pushed.request_uri);
    const { location } = await suite.authorize(new Browser(), url);

    const parameters = oauth.validateAuthResponse(server, client, location!, state);
    const tokens = await oauth.processAuthorizationCodeResponse(
      server,
      client,
      await oauth.authorizationCodeGrantRequest(
        server,
        client,
        oauth.None(),
        parameters,
        REDIRECT_URI,
        verifier,
        {
          ...options,
          DPoP: key,
        },
      ),
    );
    expect(tokens.token_type).toBe('dpop');
    expect(oauth.getValidatedIdTokenClaims(tokens)).toMatchObject({ sub: PERSON.id });

    const info = await oauth.processUserInfoResponse(
      server,
      client,
      PERSON.id,
      await oauth.userInfoRequest(server, client, tokens.access_token, { ...options, DPoP: key }),
    );
    expect(info).toStrictEqual({ sub: PERSON.id, name: PERSON.name });

    const renewed = await oauth.processRefreshTokenResponse(
      server,
      client,
      await oauth.refreshTokenGrantRequest(server, client, oauth.None(), tokens.refresh_token!, {
        ...options,
        DPoP: key,
      }),
    );
    expect(renewed.refresh_token).not.toBe(tokens.refresh_token);
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(server, client, oauth.None(), renewed.refresh_token!, options),
    );
  });
});
