import type { Visit } from '../support/form-browser.js';
import { type Answer, type Installation, startInstallation } from '../support/installation.js';
import { addClient, Authorization } from '../support/people-client.js';
import {
  browserOf,
  codeOf,
  enrol,
  eventsOf,
  keyOn,
  mailsOf,
  newPerson,
  PASSWORD,
  signIn,
} from '../support/people.js';

const ACCOUNT = '/api/v1/auth/account';
const isSignedIn = ({ url, status }: Visit): boolean => url.pathname === ACCOUNT && status === 200;

describe('a second step that is lost', () => {
  let installation: Installation;
  let email: string;
  let id: string;

  beforeAll(async () => {
    installation = await startInstallation();
    await addClient(installation, []);
  });

  beforeEach(async () => {
    ({ email, id } = await newPerson(installation));
  });

  afterAll(async () => {
    await installation.close();
  });

  const remove = (token: string, of = id): Promise<Answer> =>
    installation.call('auth-service', 'DELETE', `/api/v1/auth/users/${of}/second-factor`, { token });

  const administrator = (more: Readonly<Record<string, unknown>> = {}): Promise<string> =>
    installation.mint('admin', {
      principal: 'person',
      acr: 'urn:acgs:acr:mfa',
      auth_time: Math.floor(Date.now() / 1000),
      ...more,
    });

  it('is removed by an administrator: sessions end, a mail tells of it, the password signs in, and a new one is set up', async () => {
    const browser = browserOf(installation);
    await signIn(browser, email);
    const { key } = await enrol(browser);
    expect(isSignedIn(await signIn(browserOf(installation), email))).toBe(false);

    expect((await remove(await administrator())).status).toBe(204);
    expect(isSignedIn(await browser.open(ACCOUNT))).toBe(false);
    expect(await eventsOf(installation, id)).toContain('second-factor-removed');
    const mail = (await mailsOf(installation)).at(-1);
    expect(mail).toContain('Your second step for ACGS was removed');
    expect(mail).toContain(`<${email}>`);

    expect(isSignedIn(await signIn(browser, email))).toBe(true);
    const page = await browser.open(`${ACCOUNT}/second-factor`);
    expect(keyOn(page)).not.toBe(key);
    const done = await browser.submit(page, { fields: { password: PASSWORD, code: codeOf(keyOn(page)) } });
    expect(done.text).toContain('The second step is set up.');
  });

  it('is there no more for the page with its recovery codes', async () => {
    const browser = browserOf(installation);
    const authorization = new Authorization(installation, browser);
    const asked = await authorization.open({ scope: 'openid', acr_values: 'urn:acgs:acr:mfa' });
    const page = await browser.submit(asked, { fields: { email, password: PASSWORD } });
    const codes = await browser.submit(page, { fields: { code: codeOf(keyOn(page)) } });
    expect(codes.text).toContain('<h1>Your recovery codes</h1>');
    expect((await remove(await administrator())).status).toBe(204);
    expect((await browser.submit(codes)).status).toBe(400);
    expect((await remove(await administrator())).status).toBe(404);
  });

  it('is not removed without a fresh one of the administrator, for himself, for nobody, or in another tenant', async () => {
    const browser = browserOf(installation);
    await signIn(browser, email);
    await enrol(browser);
    const weak = await remove(await administrator({ acr: 'urn:acgs:acr:password' }));
    expect([weak.status, weak.body]).toMatchObject([
      401,
      { type: 'urn:acgs:problem:authentication-insufficient' },
    ]);
    expect((await remove(await administrator({ sub: id }))).status).toBe(403);
    expect((await remove(await administrator(), '01890000-0000-7000-8000-00000000dead')).status).toBe(404);
    expect((await remove(await administrator({ tenant: 'north' }))).status).toBe(404);
    expect((await remove(await installation.token('auditor'))).status).toBe(403);
    expect(isSignedIn(await browser.open(ACCOUNT))).toBe(true);
    expect(await eventsOf(installation, id)).not.toContain('second-factor-removed');
  });
});
