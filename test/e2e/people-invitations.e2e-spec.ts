import type { FormBrowser } from '../support/form-browser.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { accept, browserOf, invite, joined, linkIn, mailsOf, PASSWORD, query } from '../support/people.js';

const INVITATIONS = '/api/v1/auth/invitations';

describe('an invitation', () => {
  let installation: Installation;
  let count = 0;
  let email: string;

  beforeAll(async () => {
    installation = await startInstallation();
  });

  beforeEach(() => {
    email = `person-${String(++count)}@example.com`;
  });

  afterAll(async () => {
    await installation.close();
  });

  const call = (method: string, path: string, body?: unknown): ReturnType<Installation['call']> =>
    installation.call('auth-service', method, path, { body });

  const userOf = async (address: string): Promise<Record<string, unknown> | undefined> => {
    const { body } = await call('GET', '/api/v1/auth/users?limit=500');
    return (body as { items: Record<string, unknown>[] }).items.find((user) => user.email === address);
  };

  it('goes out by mail, and whoever has its link becomes a person with its roles', async () => {
    const invited = await invite(installation, { email: email.toUpperCase(), roles: ['admin'] });
    expect(invited).toMatchObject({
      status: 201,
      body: { email, name: 'Ada Lovelace', roles: ['admin'], invitedBy: 'admin' },
    });
    const { createdAt, expiresAt } = invited.body as { createdAt: string; expiresAt: string };
    expect(Math.round((Date.parse(expiresAt) - Date.parse(createdAt)) / 3_600_000)).toBe(72);

    const browser = browserOf(installation);
    const page = await browser.open(await linkIn(installation, email));
    expect(page.status).toBe(200);
    expect(page.text).toContain('Welcome, Ada Lovelace.');
    await browser.submit(page, { fields: { password: PASSWORD, repeated: PASSWORD } });

    expect(await userOf(email)).toMatchObject({
      name: 'Ada Lovelace',
      roles: ['admin'],
      active: true,
      secondFactor: false,
    });
    const open = await call('GET', `${INVITATIONS}?limit=500`);
    expect((open.body as { items: { email: string }[] }).items.map((item) => item.email)).not.toContain(
      email,
    );
  });

  it('leaves nothing of its link, nor of the password, in the database', async () => {
    await invite(installation, { email });
    const token = new URL(await linkIn(installation, email), 'http://x').searchParams.get('token')!;
    const [invitation] = await query(
      installation,
      'SELECT * FROM auth_service.invitations WHERE email = $1',
      [email],
    );
    expect(JSON.stringify(invitation)).not.toContain(token);
    await accept(installation, browserOf(installation), email);
    const [user] = await query(installation, 'SELECT * FROM auth_service.users WHERE email = $1', [email]);
    expect(user).toMatchObject({
      password_hash: expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/),
    });
  });

  it('is good once, also for those who come at the same time', async () => {
    await invite(installation, { email });
    const link = await linkIn(installation, email);
    const pages = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const browser = browserOf(installation);
        return { browser, page: await browser.open(link) };
      }),
    );
    const answers = await Promise.all(
      pages.map(({ browser, page }) =>
        browser.submit(page, { fields: { password: PASSWORD, repeated: PASSWORD } }),
      ),
    );
    expect(answers.filter(({ url }) => url.pathname !== `${INVITATIONS}/accept`)).toHaveLength(1);
    expect((await browserOf(installation).open(link)).status).toBe(404);
  });

  it.each([
    ['expired', `UPDATE auth_service.invitations SET expires_at = now() WHERE email = $1`],
    ['withdrawn', `DELETE FROM auth_service.invitations WHERE email = $1`],
  ])('is no good once it is %s, on the page and on the form', async (_, change) => {
    await invite(installation, { email });
    const link = await linkIn(installation, email);
    const browser = browserOf(installation);
    const page = await browser.open(link);
    await query(installation, change, [email]);
    const shown = await browser.open(link);
    const sent = await browser.submit(page, { fields: { password: PASSWORD, repeated: PASSWORD } });
    for (const { status, text } of [shown, sent]) {
      expect(status).toBe(404);
      expect(text).toContain('This invitation is not good any more.');
    }
    expect(await userOf(email)).toBeUndefined();
  });

  it('ends with a newer one to the same address, and by hand', async () => {
    await invite(installation, { email });
    const first = await linkIn(installation, email);
    const { body } = await invite(installation, { email });
    const second = await linkIn(installation, email);
    expect((await browserOf(installation).open(first)).status).toBe(404);
    expect((await browserOf(installation).open(second)).status).toBe(200);
    const { id } = body as { id: string };
    expect((await call('DELETE', `${INVITATIONS}/${id}`)).status).toBe(204);
    expect((await call('DELETE', `${INVITATIONS}/${id}`)).status).toBe(404);
    expect((await browserOf(installation).open(second)).status).toBe(404);
  });

  it('gives no roles that the inviter lacks', async () => {
    const { status, body } = await invite(installation, { email, roles: ['admin', 'council'] });
    expect(status).toBe(403);
    expect(body).toMatchObject({ type: 'urn:acgs:problem:forbidden', roles: ['council'] });
    expect(await mailsOf(installation)).not.toContainEqual(expect.stringContaining(email));
  });

  it('is not sent to somebody who is here', async () => {
    await joined(installation, { email });
    expect(await invite(installation, { email })).toMatchObject({ status: 409 });
  });

  it('takes no fields but its own, over the API and on the page', async () => {
    const more = { email, name: 'Ada', roles: [], tenant: 'north', id: 'x', passwordHash: 'x' };
    const { status, body } = await call('POST', INVITATIONS, more);
    expect(status).toBe(400);
    expect((body as { faults: { path: string }[] }).faults.map(({ path }) => path)).toStrictEqual([
      '/tenant',
      '/id',
      '/passwordHash',
    ]);

    await invite(installation, { email });
    const browser = browserOf(installation);
    const page = await browser.open(await linkIn(installation, email));
    for (const field of ['roles', 'email', 'tenant']) {
      const fields = { password: PASSWORD, repeated: PASSWORD, [field]: 'admin' };
      expect((await browser.submit(page, { fields })).status).toBe(400);
    }
    expect(await userOf(email)).toBeUndefined();
  });

  it.each([
    ['short', 'short', 'Use at least 12 characters.'],
    [PASSWORD, `${PASSWORD}!`, 'The two passwords differ.'],
    ['qwertyuiop123', 'qwertyuiop123', 'among the first that are guessed'],
  ])('stays open after the password %j', async (password, repeated, fault) => {
    await invite(installation, { email });
    const browser = browserOf(installation);
    const page = await browser.open(await linkIn(installation, email));
    const again = await browser.submit(page, { fields: { password, repeated } });
    expect(again.status).toBe(400);
    expect(again.text).toContain(fault);
    expect(again.text).not.toContain(password);
    await browser.submit(again, { fields: { password: PASSWORD, repeated: PASSWORD } });
    expect(await userOf(email)).toMatchObject({ email });
  });

  it.each<[string, Parameters<FormBrowser['submit']>[1]]>([
    ['without its token', { fields: { form: '' } }],
    ['with the token of another', { fields: { form: 'A'.repeat(43) } }],
    ['from another origin', { headers: { Origin: 'https://evil.example' } }],
    ['from an origin that says nothing', { headers: { Origin: 'null' } }],
    ['without an origin', { headers: { Origin: null } }],
  ])('is not accepted by a form %s', async (_, submission) => {
    await invite(installation, { email });
    const browser = browserOf(installation);
    const page = await browser.open(await linkIn(installation, email));
    const fields = { password: PASSWORD, repeated: PASSWORD, ...submission?.fields };
    const { status } = await browser.submit(page, { ...submission, fields });
    expect(status).toBe(403);
    expect(await userOf(email)).toBeUndefined();
  });

  it('shows names as text, whatever is in them', async () => {
    const name = `<img src=x onerror="alert('1')"> & "co"`;
    await invite(installation, { email, name });
    const page = await browserOf(installation).open(await linkIn(installation, email));
    expect(page.text).not.toContain('<img');
    expect(page.text).toContain(
      '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; &quot;co&quot;',
    );
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
  });
});
