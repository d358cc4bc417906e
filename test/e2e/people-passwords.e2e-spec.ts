import { randomUUID } from 'node:crypto';
import type { FormBrowser, Visit } from '../support/form-browser.js';
import { type Installation, startInstallation } from '../support/installation.js';
import {
  browserOf,
  eventsOf,
  linkIn,
  mailsOf,
  newPerson,
  PASSWORD,
  query,
  signIn,
} from '../support/people.js';

const ACCOUNT = '/api/v1/auth/account';
const NEW = 'quite another row of words';
const isSignedIn = ({ url }: Visit): boolean => url.pathname === ACCOUNT;

describe('passwords', () => {
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

  async function forget(address = email): Promise<void> {
    const browser = browserOf(installation);
    const page = await browser.open('/api/v1/auth/password/forgotten');
    await browser.submit(page, { fields: { email: address } });
    await mailsOf(installation);
  }

  const choose = (browser: FormBrowser, page: Visit, password = NEW): Promise<Visit> =>
    browser.submit(page, { fields: { password, repeated: password } });

  const tokenOf = (): Promise<string> => installation.mint('admin', { sub: id, jti: randomUUID() });

  const isRefused = async (token: string): Promise<boolean> =>
    (await installation.call('auth-service', 'GET', '/api/v1/auth/users', { token })).status === 401;

  async function untilRefused(token: string): Promise<void> {
    while (!(await isRefused(token))) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  it('that are forgotten are chosen anew by a link from a mail; sessions and tokens end, and a lock', async () => {
    const browser = browserOf(installation);
    await signIn(browser, email);
    const token = await tokenOf();
    expect(await isRefused(token)).toBe(false);
    await signIn(browserOf(installation), email, 'a wrong row of words');
    await query(
      installation,
      `UPDATE auth_service.sign_in_attempts SET blocked_until = now() + interval '900 s' WHERE tenant <> '*'`,
    );

    await forget();
    const other = browserOf(installation);
    const done = await choose(other, await other.open(await linkIn(installation, email)));
    expect(done.text).toContain('Your password is changed');

    expect(isSignedIn(await browser.open(ACCOUNT))).toBe(false);
    await untilRefused(token);
    expect(isSignedIn(await signIn(browserOf(installation), email, NEW))).toBe(true);
    expect(isSignedIn(await signIn(browserOf(installation), email, PASSWORD))).toBe(false);
    expect(await eventsOf(installation, id)).toContain('password-changed');
    expect((await mailsOf(installation)).at(-1)).toContain('Your password for ACGS was changed');
  });

  it('are chosen anew once by a link, also by those who come at the same time', async () => {
    await forget();
    const link = await linkIn(installation, email);
    const browsers = Array.from({ length: 4 }, () => browserOf(installation));
    const pages = await Promise.all(
      browsers.map(async (browser) => ({ browser, page: await browser.open(link) })),
    );
    const answers = await Promise.all(pages.map(({ browser, page }) => choose(browser, page)));
    expect(answers.map(({ status }) => status).sort()).toStrictEqual([200, 404, 404, 404]);
    expect((await browserOf(installation).open(link)).status).toBe(404);
  });

  it.each([
    ['has expired', `UPDATE auth_service.password_resets SET expires_at = now() WHERE user_id = $1`],
    [
      'belongs to somebody who is disabled',
      `UPDATE auth_service.users SET disabled_at = now() WHERE id = $1`,
    ],
    [
      'belongs to another tenant',
      `UPDATE auth_service.password_resets SET tenant = 'north' WHERE user_id = $1`,
    ],
  ])('are not chosen by a link that %s', async (_, change) => {
    await forget();
    const link = await linkIn(installation, email);
    const browser = browserOf(installation);
    const page = await browser.open(link);
    await query(installation, change, [id]);
    expect((await browser.open(link)).status).toBe(404);
    expect((await choose(browser, page)).status).toBe(404);
    expect((await browser.open(link.replace('default.', 'north.'))).status).toBe(404);
  });

  it('bring one mail a minute, however often they are forgotten; the link is good for 30 minutes', async () => {
    await forget();
    await forget();
    const mails = (await mailsOf(installation)).filter(
      (mail) => mail.includes('A new password') && mail.includes(email),
    );
    expect(mails).toHaveLength(1);
    const [row] = await query<{ minutes: number }>(
      installation,
      `SELECT round(extract(epoch FROM expires_at - now()) / 60)::integer AS minutes
       FROM auth_service.password_resets WHERE user_id = $1`,
      [id],
    );
    expect(row?.minutes).toBe(30);
  });

  it('follow the rules when they are chosen anew', async () => {
    await forget();
    const browser = browserOf(installation);
    const page = await browser.open(await linkIn(installation, email));
    const refused = await choose(browser, page, email);
    expect(refused.text).toContain('Use something else than your e-mail address');
    expect((await choose(browser, refused)).status).toBe(200);
  });

  it('are changed by those who know the one of now; other sessions and tokens end, this one goes on', async () => {
    const [browser, other] = [browserOf(installation), browserOf(installation)];
    await signIn(browser, email);
    await signIn(other, email);
    const token = await tokenOf();
    const page = await browser.open(`${ACCOUNT}/password`);
    const wrong = await browser.submit(page, {
      fields: { current: 'a wrong row of words', password: NEW, repeated: NEW },
    });
    expect(wrong.status).toBe(400);
    await browser.submit(wrong, { fields: { current: PASSWORD, password: NEW, repeated: NEW } });
    expect(isSignedIn(await browser.open(ACCOUNT))).toBe(true);
    expect(isSignedIn(await other.open(ACCOUNT))).toBe(false);
    await untilRefused(token);
    expect(isSignedIn(await signIn(other, email, NEW))).toBe(true);
  });

  it('leave nothing of their links in the database', async () => {
    await forget();
    const row = await query(installation, 'SELECT * FROM auth_service.password_resets WHERE user_id = $1', [
      id,
    ]);
    const token = new URL(await linkIn(installation, email), 'http://x').searchParams.get('token')!;
    expect(row).toHaveLength(1);
    expect(JSON.stringify(row)).not.toContain(token.slice(-43));
  });
});
