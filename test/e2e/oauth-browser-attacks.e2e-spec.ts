import { AuthorizationSuite, newPkce, REDIRECT_URI } from '../support/authorization.js';
import { Browser, type Page } from '../support/browser.js';

/** Those behind the question mark, and those behind the hash. */
const parametersOf = ({ location }: Page): Record<string, string> => ({
  ...Object.fromEntries(location?.searchParams ?? []),
  ...Object.fromEntries(new URLSearchParams(location?.hash.slice(1))),
});

describe('an attack on signing in', () => {
  let suite: AuthorizationSuite;

  beforeAll(async () => {
    suite = await AuthorizationSuite.start();
  });

  afterAll(async () => {
    await suite.close();
  });

  const open = (more: Record<string, string | null>): Promise<Page> =>
    new Browser().open(suite.authorizationUrl(newPkce(), more));

  it.each([
    `${REDIRECT_URI}/`,
    `${REDIRECT_URI}/more`,
    `${REDIRECT_URI}?next=https://evil.test`,
    `${REDIRECT_URI}#fragment`,
    `${REDIRECT_URI}/../callback`,
    REDIRECT_URI.replace(':4999', ':5000'),
    REDIRECT_URI.replace(':4999', ''),
    REDIRECT_URI.replace('http:', 'https:'),
    REDIRECT_URI.replace('127.0.0.1', 'localhost'),
    REDIRECT_URI.replace('127.0.0.1', '127.0.0.1:4999@evil.test'),
    REDIRECT_URI.replace('127.0.0.1', '127.0.0.1.evil.test'),
    REDIRECT_URI.toUpperCase(),
    'https://evil.test/callback',
    '//evil.test/callback',
    'javascript:alert(1)',
    '',
  ])('by the redirect address %j gets a page, and sends nobody there', async (redirect_uri) => {
    const page = await open({ redirect_uri });
    expect([page.status, page.location]).toStrictEqual([400, null]);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('by leaving the redirect address out, or by two of them, gets a page', async () => {
    expect((await open({ redirect_uri: null })).status).toBe(400);
    const url = suite.authorizationUrl(newPkce());
    url.searchParams.append('redirect_uri', 'https://evil.test');
    expect((await new Browser().open(url)).location).toBeNull();
  });

  it('by markup in the request gets it back as text', async () => {
    const page = await open({ client_id: '<script>alert(1)</script>', redirect_uri: '"><script>' });
    expect(page.status).toBe(400);
    expect(page.body).not.toContain('<script>');
  });

  it.each<[string, Record<string, string | null>]>([
    ['without PKCE', { code_challenge: null, code_challenge_method: null }],
    ['with the method plain', { code_challenge_method: 'plain' }],
    ['with a challenge and no method', { code_challenge_method: null }],
    ['with a challenge that is too short', { code_challenge: 'short' }],
    ['for a token in the address', { response_type: 'token' }],
    ['for an id token in the address', { response_type: 'id_token' }],
    ['for another API', { resource: 'urn:another:api' }],
  ])('by a request %s gets an error and no code', async (_, more) => {
    const page = await open(more);
    expect(parametersOf(page)).toMatchObject({ error: expect.any(String) });
    expect(page.location?.href).not.toMatch(/[?#&](code|access_token)=/);
  });

  it('by a code without its verifier, with another, or at another address, gets nothing', async () => {
    const pkce = newPkce();
    const code = await suite.codeFor(pkce);
    const without = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI };
    const answers = [
      await suite.token(without),
      await suite.token({ ...without, code_verifier: '' }),
      await suite.redeem(code, newPkce()),
      await suite.redeem(code, { ...pkce, verifier: pkce.challenge }),
      await suite.redeem(code, pkce, { redirect_uri: `${REDIRECT_URI}/more` }),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(400);
      expect(body).not.toHaveProperty('access_token');
    }
    expect((await suite.redeem(code, pkce)).status).toBe(200);
  });

  it('by the code or refresh token of another client gets nothing', async () => {
    const pkce = newPkce();
    const code = await suite.codeFor(pkce, { client_id: 'spa' });
    const stolen = await suite.redeem(code, pkce);
    expect([stolen.status, stolen.body.error]).toStrictEqual([400, 'invalid_grant']);
    const { refresh_token } = await suite.signIn();
    const form = { grant_type: 'refresh_token', refresh_token: String(refresh_token), client_id: 'spa' };
    expect((await suite.post('token', form)).status).toBe(400);
  });

  it('by a person of another tenant than the client gets no code', async () => {
    const page = await suite.authorize(
      new Browser(),
      suite.authorizationUrl(newPkce(), { client_id: 'foreign' }),
    );
    expect(page.location?.searchParams.get('code') ?? null).toBeNull();
  });

  it('by answering in one browser what another has begun finds nothing', async () => {
    const { location } = await open({});
    const answer = await new Browser().submit(`${location!.href}/answer`, {});
    expect(answer.status).toBe(404);
  });

  it('by a session that was there before the sign-in is left outside: the session gets another name', async () => {
    const browser = new Browser();
    const url = suite.authorizationUrl(newPkce());
    await browser.open(url);
    const before = browser.cookiesFor(new URL(suite.url));
    await suite.authorize(browser, url);
    const after = browser.cookiesFor(new URL(suite.url));
    expect(after).toContain('acgs_session=');
    expect(after).not.toBe(before);
  });

  it('by pushed requests: one that is used, one of another client, and one that is made up', async () => {
    const pkce = newPkce();
    const form = Object.fromEntries(suite.authorizationUrl(pkce).searchParams);
    const secret = { client_secret: 'x'.repeat(43) };
    const pushed = await suite.post('request', { ...form, ...secret });
    expect(pushed.status).toBe(201);
    const url = new URL('/api/v1/oauth/authorize', suite.url);
    url.searchParams.set('client_id', 'spa');
    url.searchParams.set('request_uri', String(pushed.body.request_uri));
    expect((await new Browser().open(url)).location?.searchParams.get('code') ?? null).toBeNull();
    url.searchParams.set('client_id', 'web');
    const won = await suite.authorize(new Browser(), url);
    expect(won.location?.searchParams.get('code')).toEqual(expect.any(String));
    expect((await new Browser().open(url)).location?.searchParams.get('code') ?? null).toBeNull();
    url.searchParams.set('request_uri', 'https://evil.test/request.jwt');
    expect((await new Browser().open(url)).location?.searchParams.get('code') ?? null).toBeNull();
  });

  it('by signing out sends nobody to an address that the client has not', async () => {
    const url = new URL('/api/v1/oauth/end-session', suite.url);
    url.searchParams.set('client_id', 'web');
    url.searchParams.set('post_logout_redirect_uri', `${REDIRECT_URI}/evil`);
    const page = await new Browser().open(url);
    expect([page.status, page.location]).toStrictEqual([400, null]);
  });

  it('finds cookies that no script and no other site may read', async () => {
    const { cookies } = await open({});
    expect(cookies.length).toBeGreaterThan(1);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; httponly/i);
      expect(cookie).toMatch(/; samesite=lax/i);
      expect(cookie).not.toMatch(/; domain=/i);
    }
  });
});

describe('at an https issuer', () => {
  let suite: AuthorizationSuite;

  beforeAll(async () => {
    suite = await AuthorizationSuite.start({ AUTH_ISSUER: 'https://auth.test' });
  });

  afterAll(async () => {
    await suite.close();
  });

  it('cookies are Secure and of the host, and addresses are those of the issuer, whatever Host says', async () => {
    const { cookies, headers } = await new Browser().open(suite.authorizationUrl(newPkce()));
    expect(cookies.length).toBeGreaterThan(1);
    for (const cookie of cookies) expect(cookie).toMatch(/^__(Host|Secure)-.*; secure/i);
    expect(headers.get('location')).toMatch(/^\/api\/v1\/auth\/interactions\//);
  });
});
