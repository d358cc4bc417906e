import { SESSION_COOKIE } from '../../apps/auth-service/src/session-records/session-cookie.js';
import type { FormBrowser, Visit } from '../support/form-browser.js';
import { type Answer, type Installation, startInstallation } from '../support/installation.js';
import { addClient, Authorization, REDIRECT_URI } from '../support/people-client.js';
import { browserOf, eventsOf, newPerson, PASSWORD, query, signIn } from '../support/people.js';

const END_SESSION = '/api/v1/oauth/end-session';
const ACCOUNT = '/api/v1/auth/account';
const SCOPES = ['users:read'];
const YES = { fields: { logout: 'yes' } };
const titleOf = ({ text }: Visit): string => /<h1>([^<]*)<\/h1>/.exec(text)?.[1] ?? '';

describe('signing out for a client (RP-Initiated Logout)', () => {
  let installation: Installation;
  let browser: FormBrowser;
  let email: string;
  let id: string;

  beforeAll(async () => {
    installation = await startInstallation();
    await addClient(installation, SCOPES);
  });

  beforeEach(async () => {
    ({ email, id } = await newPerson(installation, { roles: ['admin'] }));
    browser = browserOf(installation);
  });

  afterAll(async () => {
    await installation.close();
  });

  interface Tokens {
    readonly access_token: string;
    readonly id_token: string;
    readonly refresh_token: string;
  }

  async function authorized(): Promise<Tokens> {
    const authorization = new Authorization(installation, browser);
    const page = await authorization.open({ scope: 'openid offline_access users:read', prompt: 'consent' });
    const consent = await browser.submit(page, { fields: { email, password: PASSWORD } });
    const { body } = await authorization.redeem(await browser.submit(consent));
    return body as Tokens;
  }

  const endSession = (hint: string): Promise<Visit> =>
    browser.open(
      `${END_SESSION}?${new URLSearchParams({
        id_token_hint: hint,
        post_logout_redirect_uri: REDIRECT_URI,
        state: 'out',
      }).toString()}`,
    );

  const refresh = ({ refresh_token }: Tokens): Promise<Answer> =>
    installation.call('auth-service', 'POST', '/api/v1/oauth/token', {
      as: null,
      body: new URLSearchParams({ grant_type: 'refresh_token', client_id: 'desk', refresh_token }),
    });

  it('ends the session here, too, with every token that rests on it, and leads back', async () => {
    const tokens = await authorized();
    expect(titleOf(await browser.open(ACCOUNT))).toBe('Your account');
    const stolen = browser.cookie(SESSION_COOKIE);

    const back = await browser.submit(await endSession(tokens.id_token), YES);
    expect(back.url.href).toBe(`${REDIRECT_URI}?state=out`);
    expect(browser.cookie(SESSION_COOKIE)).toBeUndefined();
    expect(titleOf(await browser.open(ACCOUNT))).toBe('Sign in');
    const thief = await browserOf(installation).open(ACCOUNT, {
      Cookie: `${SESSION_COOKIE}=${String(stolen)}`,
    });
    expect(titleOf(thief)).toBe('Sign in');
    expect(await refresh(tokens)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await eventsOf(installation, id)).toContain('session-revoked');
  });

  it('ends nothing for who stays, and nothing for a form that another site made', async () => {
    const { id_token: hint } = await authorized();
    const asked = await endSession(hint);
    const forged = await browser.submit(asked, { fields: { logout: 'yes', xsrf: 'guessed' } });
    expect(forged.status).toBe(400);
    expect(titleOf(await browser.open(ACCOUNT))).toBe('Your account');
    expect((await browser.submit(await endSession(hint))).url.href).toBe(`${REDIRECT_URI}?state=out`);
    expect(titleOf(await browser.open(ACCOUNT))).toBe('Your account');
  });

  it('asks, without script, also who is signed in here but for no client', async () => {
    await signIn(browser, email);
    const page = await browser.open(END_SESSION);
    expect([page.status, titleOf(page)]).toStrictEqual([200, 'Sign out?']);
    expect(page.text).not.toContain('<script');
    expect(titleOf(await browser.submit(page, YES))).toBe('Signed out');
    expect(titleOf(await browser.open(ACCOUNT))).toBe('Sign in');
  });

  it('shows pages that look like the others and hold to their policy', async () => {
    const page = await browser.open(END_SESSION);
    expect(page.text).toContain('<link rel="stylesheet" href="/api/v1/auth/style.css" />');
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
  });

  it('tells nobody to be signed out whose session could not be ended', async () => {
    await signIn(browser, email);
    const page = await browser.open(END_SESSION);
    const rename = (from: string, to: string): Promise<unknown> =>
      query(installation, `ALTER TABLE auth_service.${from} RENAME TO ${to}`);
    await rename('user_sessions', 'away');
    const answer = await browser.submit(page, YES).finally(() => rename('away', 'user_sessions'));
    expect([answer.status, answer.headers.get('location')]).toStrictEqual([503, null]);
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(answer.text).toContain('You could not be signed out here just now.');
    expect(titleOf(await browser.open(ACCOUNT))).toBe('Your account');
  });
});
