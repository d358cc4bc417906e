import { SESSION_COOKIE } from '../../apps/auth-service/src/session-records/session-cookie.js';
import type { FormBrowser, Visit } from '../support/form-browser.js';
import { type Answer, type Installation, startInstallation } from '../support/installation.js';
import { addClient, Authorization } from '../support/people-client.js';
import { browserOf, eventsOf, joined, newPerson, PASSWORD, query, signIn } from '../support/people.js';

const ASKED = { scope: 'openid users:read' };
const titleOf = ({ text }: Visit): string => /<h1>([^<]*)<\/h1>/.exec(text)?.[1] ?? '';

describe('the sessions of a person', () => {
  let installation: Installation;
  let browser: FormBrowser;
  let authorization: Authorization;
  let email: string;
  let id: string;

  beforeAll(async () => {
    installation = await startInstallation();
    await addClient(installation, ['users:read']);
  });

  beforeEach(async () => {
    ({ email, id } = await newPerson(installation, { roles: ['admin'] }));
    browser = browserOf(installation);
    authorization = new Authorization(installation, browser);
  });

  afterAll(async () => {
    await installation.close();
  });

  async function signedIn(): Promise<string> {
    const page = await authorization.open(ASKED);
    const consent = await browser.submit(page, { fields: { email, password: PASSWORD } });
    const { body } = await authorization.redeem(await browser.submit(consent));
    return (body as { access_token: string }).access_token;
  }

  const call = (method: string, path: string, token: string): Promise<Answer> =>
    installation.call('auth-service', method, `/api/v1/auth/${path}`, { token });

  async function untilRefused(token: string): Promise<void> {
    while ((await call('GET', 'sessions', token)).status !== 401)
      await new Promise((next) => setTimeout(next, 20));
  }

  it('rest when nobody uses them, and clients ask for a sign-in then', async () => {
    await signedIn();
    const unusedFor = (time: string): Promise<unknown> =>
      query(
        installation,
        `UPDATE auth_service.user_sessions SET last_used_at = now() - interval '${time}' WHERE user_id = '${id}'`,
      );
    const lastUse = (): Promise<unknown[]> =>
      query(
        installation,
        `SELECT FROM auth_service.user_sessions WHERE user_id = '${id}' AND last_used_at > now() - interval '5 minutes'`,
      );
    await unusedFor('29 minutes');
    await authorization.open(ASKED);
    expect(await lastUse()).toHaveLength(1);
    await unusedFor('31 minutes');
    expect(titleOf(await authorization.open(ASKED))).toBe('Sign in');
    expect(await lastUse()).toHaveLength(0);
  });

  it('are listed, with what the browser says it is, bounded', async () => {
    await signIn(browserOf(installation), email);
    const token = await signedIn();
    const { status, body } = await call('GET', 'sessions', token);
    const { items } = body as { items: Record<string, unknown>[] };
    expect(status).toBe(200);
    expect(items.map(({ current }) => current)).toStrictEqual([true, false]);
    expect(items[0]).toMatchObject({ acr: 'urn:acgs:acr:password', amr: ['pwd'], userAgent: 'node' });
  });

  it('end one by one, with the tokens that rest on them', async () => {
    const token = await signedIn();
    const { body } = await call('GET', 'sessions', token);
    const [session] = (body as { items: { id: string }[] }).items;
    expect((await call('DELETE', `sessions/${session?.id ?? ''}`, token)).status).toBe(204);
    await untilRefused(token);
    expect(titleOf(await authorization.open(ASKED))).toBe('Sign in');
    expect((await browser.open('/api/v1/auth/account')).url.pathname).toBe('/api/v1/auth/sign-in');
    expect(await eventsOf(installation, id)).toContain('session-revoked');
  });

  it('all end but the one of the caller', async () => {
    const other = browserOf(installation);
    await signIn(other, email);
    const token = await signedIn();
    expect((await call('DELETE', 'sessions', token)).status).toBe(204);
    expect((await other.open('/api/v1/auth/account')).url.pathname).toBe('/api/v1/auth/sign-in');
    expect((await browser.open('/api/v1/auth/account')).url.pathname).toBe('/api/v1/auth/account');
  });

  it('are ended by an administrator for another', async () => {
    const token = await signedIn();
    const admin = await installation.token('admin');
    expect((await call('GET', `users/${id}/sessions`, admin)).body).toMatchObject({
      items: [{ current: false }],
    });
    expect((await call('DELETE', `users/${id}/sessions`, admin)).status).toBe(204);
    await untilRefused(token);
    expect((await call('GET', `users/${id}/sessions`, admin)).body).toStrictEqual({
      items: [],
      nextCursor: null,
    });
  });

  it('are no business of clients, of other persons, or of other tenants', async () => {
    const admin = await installation.token('admin');
    expect((await call('GET', 'sessions', admin)).status).toBe(403);
    const token = await signedIn();
    const { body } = await call('GET', 'sessions', token);
    const [session] = (body as { items: { id: string }[] }).items;
    const north = await installation.mint('admin', {
      tenant: 'north',
      sub: id,
      principal: 'person',
      auth_time: 0,
    });
    expect((await call('DELETE', `sessions/${session?.id ?? ''}`, north)).status).toBe(404);
    expect((await call('GET', `users/${id}/sessions`, north)).status).toBe(404);
    expect((await call('GET', 'sessions', token)).body).toMatchObject({ items: [{ id: session?.id }] });
  });
});

describe('where sessions and tokens are short', () => {
  let installation: Installation;
  let id: string;

  beforeAll(async () => {
    installation = await startInstallation({
      env: {
        AUTH_SESSION_TTL_SECONDS: '600',
        AUTH_SESSION_IDLE_SECONDS: '300',
        ACCESS_TOKEN_TTL_SECONDS: '60',
      },
    });
    id = await joined(installation, { email: 'ada@example.com' });
  });

  afterAll(async () => {
    await installation.close();
  });

  it('a session ends by itself after AUTH_SESSION_TTL_SECONDS', async () => {
    const browser = browserOf(installation);
    await signIn(browser, 'ada@example.com');
    expect(browser.cookies.get(SESSION_COOKIE)?.attributes).toContain('Max-Age=600;');
    const lives = await query(
      installation,
      'SELECT extract(epoch FROM expires_at - auth_time)::integer AS seconds FROM auth_service.user_sessions',
    );
    expect(lives).toStrictEqual([{ seconds: 600 }]);
  });

  it('a session ends when it was not used for AUTH_SESSION_IDLE_SECONDS, and each use counts anew', async () => {
    const browser = browserOf(installation);
    const account = async (): Promise<string> => (await browser.open('/api/v1/auth/account')).url.pathname;
    const unusedFor = (seconds: number): Promise<unknown> =>
      query(
        installation,
        `UPDATE auth_service.user_sessions SET last_used_at = now() - interval '${String(seconds)} seconds'`,
      );
    await signIn(browser, 'ada@example.com');
    for (let time = 0; time < 2; time++) {
      await unusedFor(240);
      expect(await account()).toBe('/api/v1/auth/account');
    }
    await unusedFor(301);
    expect(await account()).toBe('/api/v1/auth/sign-in');
  });

  it('a revocation outlives tokens from a time when they lived for as long as they may', async () => {
    const path = `/api/v1/auth/users/${id}`;
    const change = { body: { roles: ['auditor'] } };
    for (const [method, part, more] of [
      ['DELETE', 'sessions', {}],
      ['PUT', 'roles', change],
    ] as const) {
      await query(installation, 'DELETE FROM acgs.revocations');
      const before = Math.floor(Date.now() / 1000);
      await installation.call('auth-service', method, `${path}/${part}`, more);
      const [row] = await query<{ until: string }>(
        installation,
        'SELECT min(expires_at)::text AS until FROM acgs.revocations',
      );
      expect(Number(row?.until) - before).toBeGreaterThanOrEqual(43_200);
    }
  });
});
