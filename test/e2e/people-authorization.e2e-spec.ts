import { decodeJwt } from 'jose';
import { SESSION_COOKIE } from '../../apps/auth-service/src/session-records/session-cookie.js';
import type { FormBrowser, Visit } from '../support/form-browser.js';
import { type Answer, type Installation, startInstallation } from '../support/installation.js';
import { addClient, Authorization, REDIRECT_URI } from '../support/people-client.js';
import {
  browserOf,
  codeOf,
  enrol,
  eventsOf,
  keyOn,
  newPerson,
  PASSWORD,
  query,
  recoveryCodesOn,
  signIn,
} from '../support/people.js';

const SCOPES = ['users:read', 'users:write', 'policies:read', 'approvals:answer'];
const ASKED = { scope: `openid ${SCOPES.join(' ')}` };
const MFA = 'urn:acgs:acr:mfa';
const titleOf = ({ text }: Visit): string => /<h1>([^<]*)<\/h1>/.exec(text)?.[1] ?? '';
const isBack = ({ url }: Visit): boolean => url.href.startsWith(REDIRECT_URI);

describe('signing in for a client', () => {
  let installation: Installation;
  let browser: FormBrowser;
  let authorization: Authorization;
  let email: string;
  let id: string;

  beforeAll(async () => {
    installation = await startInstallation();
    await addClient(installation, SCOPES);
  });

  beforeEach(async () => {
    ({ email, id } = await newPerson(installation, { roles: ['admin'] }));
    browser = browserOf(installation);
    authorization = new Authorization(installation, browser);
  });

  afterAll(async () => {
    await installation.close();
  });

  const password = (page: Visit): Promise<Visit> =>
    browser.submit(page, { fields: { email, password: PASSWORD } });

  const claimsOf = ({ body }: Answer): Record<string, unknown> =>
    decodeJwt((body as { access_token: string }).access_token);

  async function signedIn(): Promise<string> {
    const consent = await password(await authorization.open(ASKED));
    const { body } = await authorization.redeem(await browser.submit(consent));
    return (body as { access_token: string }).access_token;
  }

  it('leads from the authorization endpoint over password and consent to a token of the person', async () => {
    const page = await authorization.open(ASKED);
    expect(titleOf(page)).toBe('Sign in');
    expect(page.text).toContain('The desk asks who you are.');
    expect(page.headers.get('content-security-policy')).toContain(
      `form-action 'self' ${new URL(REDIRECT_URI).origin};`,
    );
    const consent = await password(page);
    expect(titleOf(consent)).toBe('Allow The desk this?');
    const back = await browser.submit(consent);
    expect(isBack(back)).toBe(true);
    expect(back.url.searchParams.get('state')).toBe('st');
    const token = await authorization.redeem(back);
    expect(claimsOf(token)).toMatchObject({
      sub: id,
      principal: 'person',
      acr: 'urn:acgs:acr:password',
      amr: ['pwd'],
      roles: [],
      permissions: ['policies:read', 'users:read', 'users:write'],
    });
    expect(await eventsOf(installation, id)).toStrictEqual(['user-joined', 'sign-in', 'consent-granted']);
    const [consented] = await query(
      installation,
      `SELECT detail FROM auth_service.security_events WHERE subject = $1 AND kind = 'consent-granted'`,
      [id],
    );
    const scopes = ['openid', 'policies:read', 'users:read', 'users:write'];
    expect(consented).toStrictEqual({
      detail: { client: 'desk', scopes: expect.arrayContaining(scopes) as string[] },
    });
  });

  it('says in plain words what is asked, and of that only what the person has to give', async () => {
    const consent = await password(await authorization.open(ASKED));
    const asked = [...consent.text.matchAll(/<li>([^<]*)<\/li>/g)].map(([, meaning]) => meaning);
    expect(asked).toStrictEqual([
      'know that it is you',
      'see who is here',
      'invite people, disable them, and sign them out',
      'read policies',
    ]);
  });

  it.each([
    ['at the sign-in', false],
    ['at the consent', true],
  ])('can be refused %s, and the client is told', async (_, signsIn) => {
    const page = await authorization.open(ASKED);
    const back = await browser.submit(signsIn ? await password(page) : page, { form: 1 });
    expect(isBack(back)).toBe(true);
    expect(back.url.searchParams.get('error')).toBe('access_denied');
  });

  it('asks for the second factor once there is one', async () => {
    const own = browserOf(installation);
    await signIn(own, email);
    const { key } = await enrol(own);
    const step = await password(await authorization.open(ASKED));
    expect(titleOf(step)).toBe('Second step');
    const consent = await browser.submit(step, { fields: { code: codeOf(key) } });
    const token = await authorization.redeem(await browser.submit(consent));
    expect(claimsOf(token)).toMatchObject({ acr: MFA, amr: ['pwd', 'otp', 'mfa'] });
  });

  it('sets a second factor up on the way when it is asked for, and shows the recovery codes', async () => {
    const page = await password(await authorization.open({ ...ASKED, acr_values: MFA }));
    expect(titleOf(page)).toBe('Set up a second step');
    const wrong = await browser.submit(page, { fields: { code: '000000' } });
    expect(keyOn(wrong)).toBe(keyOn(page));
    const codes = await browser.submit(wrong, { fields: { code: codeOf(keyOn(page)) } });
    expect(recoveryCodesOn(codes)).toHaveLength(10);
    const consent = await browser.submit(codes);
    expect(claimsOf(await authorization.redeem(await browser.submit(consent)))).toMatchObject({ acr: MFA });
  });

  it('steps up with a code alone, and what needs it is open then', async () => {
    const own = browserOf(installation);
    await signIn(own, email);
    const { key } = await enrol(own);
    await query(
      installation,
      'UPDATE auth_service.second_factors SET confirmed_at = NULL WHERE user_id = $1',
      [id],
    );
    const weak = await signedIn();
    await query(
      installation,
      'UPDATE auth_service.second_factors SET confirmed_at = now() WHERE user_id = $1',
      [id],
    );
    const invite = { body: { email: `by-${email}`, name: 'By', roles: [] } };
    const call = (token: string): Promise<Answer> =>
      installation.call('auth-service', 'POST', '/api/v1/auth/invitations', { ...invite, token });
    expect(await call(weak)).toMatchObject({ status: 401 });

    const before = browser.cookie(SESSION_COOKIE);
    const stepUp = await authorization.open({ ...ASKED, acr_values: MFA });
    expect(titleOf(stepUp)).toBe('Second step');
    const back = await browser.submit(stepUp, { fields: { code: codeOf(key) } });
    expect(isBack(back)).toBe(true);
    expect(browser.cookie(SESSION_COOKIE)).not.toBe(before);
    const { body } = await authorization.redeem(back);
    expect(await call((body as { access_token: string }).access_token)).toMatchObject({ status: 201 });
  });

  it.each([
    ['prompt=login', { prompt: 'login' }],
    ['max_age=0', { max_age: '0' }],
  ])('begins anew with %s', async (_, more) => {
    await signedIn();
    expect(isBack(await authorization.open(ASKED))).toBe(true);
    expect(titleOf(await authorization.open({ ...ASKED, ...more }))).toBe('Sign in');
  });

  it.each([
    ['without its token', { form: '' }, {}],
    ['with the token of another interaction', { form: 'A'.repeat(43) }, {}],
    ['from another origin', {}, { Origin: 'https://evil.example' }],
    ['without an origin', {}, { Origin: null }],
  ])('takes no form %s, neither at the sign-in nor at the consent', async (_, fields, headers) => {
    const page = await authorization.open(ASKED);
    const sent = { fields: { email, password: PASSWORD, ...fields }, headers };
    expect((await browser.submit(page, sent)).status).toBe(403);
    const consent = await password(page);
    expect((await browser.submit(consent, { fields, headers })).status).toBe(403);
    expect(isBack(await browser.submit(consent))).toBe(true);
  });

  it('takes no form in a browser that has not begun it', async () => {
    const page = await authorization.open(ASKED);
    const other = browserOf(installation);
    expect((await other.submit(page, { fields: { email, password: PASSWORD } })).status).toBe(404);
  });

  it('allows nothing that the consent page did not ask', async () => {
    const consent = await password(await authorization.open(ASKED));
    expect((await browser.submit(consent, { fields: { scopes: 'approvals:answer' } })).status).toBe(400);
  });

  it('is for the people of the tenant of the client alone', async () => {
    await query(installation, `UPDATE auth_service.clients SET tenant = 'north' WHERE id = 'desk'`);
    const page = await password(await authorization.open(ASKED));
    await query(installation, `UPDATE auth_service.clients SET tenant = 'default' WHERE id = 'desk'`);
    expect(page.status).toBe(400);
    expect(page.text).toContain('do not fit');
  });
});
