import { newUuidV7 } from '@acgs/contracts';
import { DataSource } from 'typeorm';
import { PasswordHasher } from '../../apps/auth-service/src/passwords/password-hasher.js';
import { UsersRepository } from '../../apps/auth-service/src/user-records/users.repository.js';
import { AuthorizationSuite, newPkce, PERSON, REDIRECT_URI } from '../support/authorization.js';
import { Browser, type Page } from '../support/browser.js';
import { FormBrowser, type Visit } from '../support/form-browser.js';
import { PASSWORD } from '../support/people.js';

const ISSUER = 'https://auth.test';
const ACCOUNT = '/api/v1/auth/account';
const EMAIL = 'ada@example.com';

describe('cookies at an https issuer', () => {
  let suite: AuthorizationSuite;
  let browser: FormBrowser;

  beforeAll(async () => {
    suite = await AuthorizationSuite.start({ AUTH_ISSUER: ISSUER });
    const { app } = suite.service;
    const passwordHash = await app.get(PasswordHasher, { strict: false }).hash(PASSWORD);
    const person = { tenant: 'default', id: newUuidV7(), email: EMAIL, name: 'Ada', roles: [], passwordHash };
    const { manager } = app.get(DataSource, { strict: false });
    await app.get(UsersRepository, { strict: false }).insert(person, manager);
  });

  beforeEach(async () => {
    browser = new FormBrowser(suite.url);
    const page = await browser.open('/api/v1/auth/sign-in');
    await submit(page, { email: EMAIL, password: PASSWORD });
  });

  afterAll(async () => {
    await suite.close();
  });

  /** The proxy that has the certificate tells this service nothing else. */
  const submit = (page: Visit, fields: Record<string, string>): Promise<Visit> =>
    browser.submit(page, { fields, headers: { Origin: ISSUER } });

  it('are of this host alone: no neighbour and no plain http can plant one', async () => {
    const cookies = [...browser.cookies].map(([name, { attributes }]) => [name, attributes]);
    expect(cookies).toStrictEqual([
      ['__Host-acgs_browser', 'Path=/; Max-Age=3600; HttpOnly; SameSite=Strict; Secure'],
      ['__Host-acgs_account', 'Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure'],
    ]);
    expect((await browser.open(ACCOUNT)).url.pathname).toBe(ACCOUNT);
    const planted = await new FormBrowser(suite.url).open(ACCOUNT, {
      Cookie: `acgs_account=${browser.cookie('__Host-acgs_account') ?? ''}`,
    });
    expect(planted.url.pathname).toBe('/api/v1/auth/sign-in');
  });

  it('go with the session when it ends', async () => {
    await submit(await browser.open(ACCOUNT), {});
    expect(browser.cookie('__Host-acgs_account')).toBeUndefined();
  });

  it('are found by those names where clients send people, too', async () => {
    const own = new Browser();
    let page: Page = await own.open(suite.authorizationUrl(newPkce()));
    for (let step = 0; step < 6 && page.location?.href.startsWith(REDIRECT_URI) !== true; step++) {
      const { pathname, search } = page.location ?? new URL(suite.url);
      const here = new URL(pathname + search, suite.url);
      page = pathname.startsWith('/api/v1/auth/interactions/')
        ? await own.submit(`${here.href}/answer?user=${PERSON.id}`, {})
        : await own.open(here);
    }
    expect(page.location?.searchParams.get('code')).toMatch(/./);
  });
});
