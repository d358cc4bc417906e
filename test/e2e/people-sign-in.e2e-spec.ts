import { SESSION_COOKIE } from '../../apps/auth-service/src/session-records/session-cookie.js';
import type { Visit } from '../support/form-browser.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { browserOf, codeOf, enrol, eventsOf, newPerson, PASSWORD, query, signIn } from '../support/people.js';

const ACCOUNT = '/api/v1/auth/account';
const isSignedIn = ({ url, status }: Visit): boolean => url.pathname === ACCOUNT && status === 200;

describe('signing in', () => {
  let installation: Installation;
  let email: string;
  let id: string;

  beforeAll(async () => {
    installation = await startInstallation();
  });

  beforeEach(async () => {
    ({ email, id } = await newPerson(installation));
  });

  afterAll(async () => {
    await installation.close();
  });

  const forgetSteps = (): Promise<unknown> =>
    query(installation, 'UPDATE auth_service.second_factors SET last_step = 0 WHERE user_id = $1', [id]);

  it('takes the password, in whatever case the address is, and is a security event', async () => {
    const page = await signIn(browserOf(installation), ` ${email.toUpperCase()} `);
    expect(isSignedIn(page)).toBe(true);
    expect(page.text).toContain(email);
    expect(await eventsOf(installation, id)).toStrictEqual(['user-joined', 'sign-in']);
  });

  it('gives a cookie that no script reads, and a new session each time: none that was there before', async () => {
    const browser = browserOf(installation);
    const fixed = `default.${'A'.repeat(43)}`;
    browser.cookies.set(SESSION_COOKIE, { value: fixed, path: '/api/v1', attributes: '' });
    await signIn(browser, email);
    const first = browser.cookie(SESSION_COOKIE);
    expect(first).not.toBe(fixed);
    expect(browser.cookies.get(SESSION_COOKIE)?.attributes).toBe(
      'Path=/api/v1; Max-Age=43200; HttpOnly; SameSite=Lax',
    );
    await signIn(browser, email);
    expect(browser.cookie(SESSION_COOKIE)).not.toBe(first);

    const thief = browserOf(installation);
    for (const value of [fixed, first ?? '']) {
      thief.cookies.set(SESSION_COOKIE, { value, path: '/api/v1', attributes: '' });
      expect(isSignedIn(await thief.open(ACCOUNT))).toBe(false);
    }
  });

  it('leaves nothing of its cookie in the database', async () => {
    const browser = browserOf(installation);
    await signIn(browser, email);
    const [row] = await query(installation, 'SELECT * FROM auth_service.user_sessions WHERE user_id = $1', [
      id,
    ]);
    expect(JSON.stringify(row)).not.toContain(browser.cookie(SESSION_COOKIE)!.slice(-43));
  });

  it('takes a code, too, once there is a second factor, and each code once', async () => {
    const browser = browserOf(installation);
    await signIn(browser, email);
    const { key } = await enrol(browser);

    const second = browserOf(installation);
    const step = await signIn(second, email);
    expect(step.text).toContain('<h1>Second step</h1>');
    expect(isSignedIn(await second.open(ACCOUNT))).toBe(false);
    const code = codeOf(key);
    expect(isSignedIn(await second.submit(step, { fields: { code } }))).toBe(true);

    const third = browserOf(installation);
    const again = await third.submit(await signIn(third, email), { fields: { code } });
    expect(again.status).toBe(400);
    expect(again.text).toContain('This code is not right, or was used.');
    expect(isSignedIn(await third.submit(again, { fields: { code: codeOf(key, -1) } }))).toBe(false);
    expect(isSignedIn(await third.submit(again, { fields: { code: codeOf(key, 1) } }))).toBe(true);
  });

  it('takes one of many who use the same code at the same time', async () => {
    const browser = browserOf(installation);
    await signIn(browser, email);
    const { key } = await enrol(browser);
    const steps = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const own = browserOf(installation);
        return { own, step: await signIn(own, email) };
      }),
    );
    const code = codeOf(key);
    const pages = await Promise.all(steps.map(({ own, step }) => own.submit(step, { fields: { code } })));
    expect(pages.filter(isSignedIn)).toHaveLength(1);
  });

  it('takes each of ten recovery codes once', async () => {
    const browser = browserOf(installation);
    await signIn(browser, email);
    const { recoveryCodes } = await enrol(browser);
    expect(new Set(recoveryCodes).size).toBe(10);
    const [code = ''] = recoveryCodes;
    const typed = code.toUpperCase().replaceAll('-', ' ');
    for (const expected of [true, false]) {
      const own = browserOf(installation);
      const page = await own.submit(await signIn(own, email), { fields: { code: typed } });
      expect(isSignedIn(page)).toBe(expected);
    }
    const rows = await query(
      installation,
      'SELECT code_hash FROM auth_service.recovery_codes WHERE user_id = $1',
      [id],
    );
    expect(rows).toHaveLength(9);
  });

  it('keeps the secret of the second factor sealed', async () => {
    const browser = browserOf(installation);
    await signIn(browser, email);
    const { key } = await enrol(browser);
    const [row] = await query<{ sealed_secret: Buffer }>(
      installation,
      'SELECT sealed_secret FROM auth_service.second_factors WHERE user_id = $1',
      [id],
    );
    expect(row?.sealed_secret.includes(key)).toBe(false);
  });

  it('loses the second factor for a code of it alone, and a new one can be set up', async () => {
    const browser = browserOf(installation);
    await signIn(browser, email);
    const { key } = await enrol(browser);
    await forgetSteps();
    const path = `${ACCOUNT}/second-factor`;
    const refused = await browser.submit(await browser.open(path), { fields: { code: '000000' } });
    expect(refused.status).toBe(400);
    await browser.submit(refused, { fields: { code: codeOf(key) } });
    expect(isSignedIn(await signIn(browserOf(installation), email))).toBe(true);
    expect((await enrol(browser)).key).not.toBe(key);
    expect(await eventsOf(installation, id)).toStrictEqual(
      expect.arrayContaining(['second-factor-added', 'second-factor-removed', 'sign-in-failed']),
    );
  });

  it('sets no second factor up without the password', async () => {
    const browser = browserOf(installation);
    await signIn(browser, email);
    const page = await browser.open(`${ACCOUNT}/second-factor`);
    const fields = { password: 'another row of words', code: '000000' };
    expect((await browser.submit(page, { fields })).status).toBe(400);
    expect(
      await query(installation, 'SELECT 1 FROM auth_service.recovery_codes WHERE user_id = $1', [id]),
    ).toHaveLength(0);
  });

  it('goes on with a step of the same browser alone', async () => {
    const browser = browserOf(installation);
    await signIn(browser, email);
    const { key } = await enrol(browser);
    const step = await signIn(browserOf(installation), email);
    const other = browserOf(installation);
    await other.open('/api/v1/auth/sign-in');
    expect((await other.submit(step, { fields: { code: codeOf(key) } })).status).toBe(403);
    const own = await signIn(other, email);
    const [, foreign = ''] = /name="pending" value="([^"]+)"/.exec(step.text) ?? [];
    expect((await other.submit(own, { fields: { code: codeOf(key), pending: foreign } })).status).toBe(400);
  });

  it.each([
    ['without its token', { form: '' }, {}],
    ['with another token', { form: 'A'.repeat(43) }, {}],
    ['from another origin', {}, { Origin: 'https://evil.example' }],
    ['without an origin', {}, { Origin: null }],
  ])('takes no form %s, here and on the account page', async (_, fields, headers) => {
    const browser = browserOf(installation);
    const page = await browser.open('/api/v1/auth/sign-in');
    const sent = await browser.submit(page, { fields: { email, password: PASSWORD, ...fields }, headers });
    expect(sent.status).toBe(403);
    const account = await signIn(browser, email);
    expect((await browser.submit(account, { fields, headers })).status).toBe(403);
    expect(isSignedIn(await browser.open(ACCOUNT))).toBe(true);
  });

  it('takes nothing but what its forms have', async () => {
    const browser = browserOf(installation);
    const page = await browser.open('/api/v1/auth/sign-in');
    for (const more of [{ acr: 'urn:acgs:acr:mfa' }, { userId: id }, { step: 'kept' }]) {
      expect((await browser.submit(page, { fields: { email, password: PASSWORD, ...more } })).status).toBe(
        400,
      );
    }
  });

  it('is closed to whoever is disabled, at once and without saying so', async () => {
    const browser = browserOf(installation);
    await signIn(browser, email);
    const path = `/api/v1/auth/users/${id}/activation`;
    await installation.call('auth-service', 'PUT', path, { body: { active: false } });
    expect(isSignedIn(await browser.open(ACCOUNT))).toBe(false);
    const [known, unknown] = [await signIn(browser, email), await signIn(browser, 'nobody@example.com')];
    expect([known.status, unknown.status]).toStrictEqual([400, 400]);
    expect(known.text.replace(email, '')).toBe(unknown.text.replace('nobody@example.com', ''));
  });
});
