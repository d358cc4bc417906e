import { SESSION_COOKIE } from '../../apps/auth-service/src/session-records/session-cookie.js';
import type { FormBrowser, Visit } from '../support/form-browser.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { addClient, Authorization, REDIRECT_URI } from '../support/people-client.js';
import { browserOf, joined, newPerson, PASSWORD, query, signIn } from '../support/people.js';

const ACCOUNT = '/api/v1/auth/account';
const NEW = 'quite another row of words';
const ASKED = { scope: 'openid offline_access users:read', prompt: 'consent' };

describe('what clients were allowed', () => {
  let installation: Installation;
  let browser: FormBrowser;
  let email: string;
  let id: string;

  beforeAll(async () => {
    installation = await startInstallation();
    await addClient(installation, ['users:read']);
  });

  beforeEach(async () => {
    ({ email, id } = await newPerson(installation, { roles: ['admin'] }));
    browser = browserOf(installation);
  });

  afterAll(async () => {
    await installation.close();
  });

  /** Gives the refresh token; the browser may be signed in already. */
  async function authorized(own = browser, address = email): Promise<string> {
    const authorization = new Authorization(installation, own);
    let page = await authorization.open(ASKED);
    if (page.text.includes('<h1>Sign in</h1>')) {
      page = await own.submit(page, { fields: { email: address, password: PASSWORD } });
    }
    const { status, body } = await authorization.redeem(await own.submit(page));
    expect(status).toBe(200);
    return (body as { refresh_token: string }).refresh_token;
  }

  async function isGood(refreshToken: string): Promise<boolean> {
    const { status } = await installation.call('auth-service', 'POST', '/api/v1/oauth/token', {
      as: null,
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: 'desk',
        refresh_token: refreshToken,
      }),
    });
    return status === 200;
  }

  /** What a client gets that asks without a page: the error, or null with a code. */
  async function silently(own = browser): Promise<string | null> {
    const { url } = await new Authorization(installation, own).open({ ...ASKED, prompt: 'none' });
    expect(url.href.startsWith(REDIRECT_URI)).toBe(true);
    return url.searchParams.get('error');
  }

  const expire = (): Promise<unknown> =>
    query(installation, 'UPDATE auth_service.user_sessions SET expires_at = now() WHERE user_id = $1', [id]);

  const onAccountPage = async (own: FormBrowser, form: (page: Visit) => number): Promise<void> => {
    const page = await own.open(ACCOUNT);
    await own.submit(page, { form: form(page) });
  };
  const signOut = (own = browser): Promise<void> => onAccountPage(own, () => 0);
  const signOutElsewhere = (own: FormBrowser): Promise<void> =>
    onAccountPage(own, ({ text }) => [...text.matchAll(/<form\b/g)].length - 1);

  it.each([
    ['in the session that stays', () => Promise.resolve(browser)],
    ['before another sign-in in the same browser', () => signIn(browser, email).then(() => browser)],
    ['in a session that has expired', () => expire().then(() => signedInAnew())],
    ['in a session of which nothing is left', () => forgotten().then(() => signedInAnew())],
  ])('ends with the password, when it was allowed %s', async (_, then) => {
    const refreshToken = await authorized();
    const own = await then();
    await own.submit(await own.open(`${ACCOUNT}/password`), {
      fields: { current: PASSWORD, password: NEW, repeated: NEW },
    });
    expect((await own.open(ACCOUNT)).url.pathname).toBe(ACCOUNT);
    expect(await isGood(refreshToken)).toBe(false);
    expect(await silently()).toBe('login_required');
  });

  async function signedInAnew(): Promise<FormBrowser> {
    const own = browserOf(installation);
    await signIn(own, email);
    return own;
  }

  const forgotten = (): Promise<unknown> =>
    query(installation, 'DELETE FROM auth_service.user_sessions WHERE user_id = $1', [id]);

  it('ends with "sign out everywhere else", but for what rests on the session that stays', async () => {
    const lost = await authorized();
    await forgotten();
    await signedInAnew();
    const own = browserOf(installation);
    const kept = await authorized(own);
    await signOutElsewhere(own);
    expect([await isGood(lost), await isGood(kept), await silently(own)]).toStrictEqual([false, true, null]);
  });

  it.each([
    ['in the same browser', () => signIn(browser, email).then(() => browser)],
    ['after the session has expired, elsewhere', () => expire().then(() => signedInAnew())],
  ])('rests on the next session when the person signs in again %s, and ends with it', async (_, then) => {
    const [refreshToken, own] = [await authorized(), await then()];
    await signOut(own);
    expect(await isGood(refreshToken)).toBe(false);
    expect(await silently()).toBe('login_required');
  });

  it('is given to nobody without a page who has signed out, or whose session has gone', async () => {
    await authorized();
    expect(await silently()).toBeNull();
    await forgotten();
    expect(await silently()).toBe('login_required');
  });

  it('ends when somebody else signs in in the same browser, who is not taken for the one before', async () => {
    const refreshToken = await authorized();
    await joined(installation, { email: `other-${email}` });
    await signIn(browser, `other-${email}`);
    expect(await silently()).toBe('login_required');
    expect(await isGood(refreshToken)).toBe(false);
    await signOut();
    expect(await silently()).toBe('login_required');
  });

  it('is asked of somebody else who signs in for a client in the same browser', async () => {
    const before = await authorized();
    const other = await joined(installation, { email: `other-${email}`, roles: ['admin'] });
    const authorization = new Authorization(installation, browser);
    const page = await authorization.open({ ...ASKED, prompt: 'login consent' });
    const consent = await browser.submit(page, { fields: { email: `other-${email}`, password: PASSWORD } });
    expect(consent.text).toContain(`other-${email}`);
    const { body } = await authorization.redeem(await browser.submit(consent));
    const { body: info } = await installation.call('auth-service', 'GET', '/api/v1/oauth/userinfo', {
      token: (body as { access_token: string }).access_token,
    });
    expect(info).toMatchObject({ sub: other });
    expect([await isGood(before), await silently()]).toStrictEqual([false, null]);
  });

  it('is noted with the session of that person alone, whatever cookie the browser was given', async () => {
    await authorized();
    const otherId = await joined(installation, { email: `other-${email}` });
    const planter = browserOf(installation);
    await signIn(planter, `other-${email}`);
    browser.cookies.set(SESSION_COOKIE, planter.cookies.get(SESSION_COOKIE)!);
    expect(await silently()).toBe('login_required');
    expect(
      await query(
        installation,
        'SELECT oauth_uid, grant_ids FROM auth_service.user_sessions WHERE user_id = $1',
        [otherId],
      ),
    ).toStrictEqual([{ oauth_uid: null, grant_ids: [] }]);
  });
});
