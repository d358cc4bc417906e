import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { tokenOfPerson } from '../support/identities.js';
import { type Answer, type Installation, startInstallation } from '../support/installation.js';
import { accept, browserOf, eventsOf, joined, linkIn, query } from '../support/people.js';

interface Event {
  readonly kind: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

describe('an administrator', () => {
  let installation: Installation;
  let count = 0;

  beforeAll(async () => {
    installation = await startInstallation();
  });

  afterAll(async () => {
    await installation.close();
  });

  const call = (method: string, path: string, body?: object, token?: string): Promise<Answer> =>
    installation.call('auth-service', method, `/api/v1/auth/${path}`, {
      ...(body && { body }),
      ...(token === undefined ? {} : { token }),
    });

  const newEmail = (): string => `person-${String(++count)}@example.com`;

  async function administrator(roles: readonly string[] = ['admin']): Promise<{ id: string; token: string }> {
    const id = await joined(installation, { email: newEmail(), roles: ['admin'] });
    const token = await tokenOfPerson(installation, ['admin'], { sub: id });
    if (roles.length > 1) await call('PUT', `users/${id}/roles`, { roles });
    return { id, token: roles.length > 1 ? await later(id) : token };
  }

  /** Tokens of the second in which roles were given are refused. */
  const later = (sub: string): Promise<string> =>
    tokenOfPerson(installation, ['admin'], { sub, iat: Math.floor(Date.now() / 1000) + 2 });

  /** The id of an invitation. */
  async function invited(
    token: string | undefined,
    email: string,
    roles: readonly string[],
  ): Promise<string> {
    const { status, body } = await call('POST', 'invitations', { email, name: 'Puppet', roles }, token);
    if (status !== 201) throw new Error(JSON.stringify(body));
    return (body as { id: string }).id;
  }

  /** Of the page that the link in the newest mail leads to, once a password is sent. */
  async function acceptance(email: string): Promise<number> {
    const browser = browserOf(installation);
    const shown = await browser.open(await linkIn(installation, email));
    return shown.status === 200 ? (await accept(installation, browser, email)).status : shown.status;
  }

  const lastEvent = async (subject: string): Promise<Event | undefined> => {
    const { body } = await call('GET', `security-events?subject=${subject}`);
    return (body as { items: Event[] }).items[0];
  };

  it.each([
    ['is disabled', (id: string) => call('PUT', `users/${id}/activation`, { active: false })],
    ['is none any more', (id: string) => call('PUT', `users/${id}/roles`, { roles: ['auditor'] })],
  ])('who %s has invited nobody', async (_, change) => {
    const { id, token } = await administrator();
    const emails = [newEmail(), newEmail()];
    const ids = [await invited(token, emails[0]!, ['admin']), await invited(token, emails[1]!, [])];
    const other = newEmail();
    await invited(undefined, other, ['admin']);
    expect((await change(id)).status).toBe(200);
    for (const [place, email] of emails.entries()) {
      expect(await acceptance(email)).toBe(404);
      expect(await lastEvent(ids[place]!)).toMatchObject({
        kind: 'invitation-withdrawn',
        actor: 'admin',
        detail: { reason: 'inviter', with: id },
      });
    }
    expect(await acceptance(other)).toBe(200);
  });

  it('who loses another role has invited nobody to that one', async () => {
    const { id, token } = await administrator(['admin', 'author']);
    const [asAdmin, asAuthor] = [newEmail(), newEmail()];
    await invited(token, asAdmin, ['admin']);
    await invited(token, asAuthor, ['author']);
    expect((await call('PUT', `users/${id}/roles`, { roles: ['admin'] })).status).toBe(200);
    expect(await acceptance(asAuthor)).toBe(404);
    expect(await acceptance(asAdmin)).toBe(200);
  });

  it.each([
    ['is disabled', 'UPDATE auth_service.users SET disabled_at = now() WHERE id::text = $1'],
    ['has lost the role', `UPDATE auth_service.users SET roles = '{}' WHERE id::text = $1`],
    ['is gone', 'DELETE FROM auth_service.users WHERE id::text = $1'],
    [
      'is a client that may not invite so',
      `UPDATE auth_service.invitations SET invited_by = 'author' WHERE invited_by = $1`,
    ],
  ])('who %s while the invitation is accepted has invited nobody', async (_, change) => {
    const { id, token } = await administrator();
    const email = newEmail();
    await invited(token, email, ['admin']);
    const browser = browserOf(installation);
    const page = await browser.open(await linkIn(installation, email));
    await query(installation, change, [id]);
    const password = 'a tidy row of words';
    expect((await browser.submit(page, { fields: { password, repeated: password } })).status).toBe(404);
    expect(
      await query(installation, 'SELECT 1 FROM auth_service.users WHERE email = $1', [email]),
    ).toStrictEqual([]);
  });

  it('leaves a security event of each invitation that is withdrawn or replaced', async () => {
    const email = newEmail();
    const first = await invited(undefined, email, []);
    const second = await invited(undefined, email, []);
    expect((await call('DELETE', `invitations/${second}`)).status).toBe(204);
    expect((await call('DELETE', `invitations/${second}`)).status).toBe(404);
    expect(await lastEvent(first)).toMatchObject({
      kind: 'invitation-withdrawn',
      detail: { reason: 'replaced' },
    });
    expect(await lastEvent(second)).toMatchObject({
      kind: 'invitation-withdrawn',
      detail: { reason: 'withdrawn' },
    });
    expect(await eventsOf(installation, second)).toStrictEqual(['user-invited', 'invitation-withdrawn']);
  });

  it.each([
    ['roles', { roles: [] }],
    ['activation', { active: false }],
  ])('is left when two take it from each other at once, by their %s', async (path, body) => {
    const pair = [await administrator(), await administrator()];
    const ids = pair.map(({ id }) => id);
    const holder = new Client({ connectionString: installation.database.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM auth_service.users WHERE id = ANY ($1) FOR UPDATE', [ids]);
    const under = pair.map(({ token }, place) =>
      call('PUT', `users/${ids[1 - place]!}/${path}`, body, token),
    );
    await untilWaiting(under.length);
    await holder.query('ROLLBACK');
    await holder.end();
    const statuses = (await Promise.all(under)).map(({ status }) => status);
    expect(statuses.sort()).toStrictEqual([200, 403]);
    const left = `SELECT 1 FROM auth_service.users WHERE id = ANY ($1) AND disabled_at IS NULL AND 'admin' = ANY (roles)`;
    expect(await query(installation, left, [ids])).toHaveLength(1);
  });

  it('who is none any more changes nobody, with a token from before', async () => {
    const id = await joined(installation, { email: newEmail() });
    const token = await tokenOfPerson(installation, ['admin'], { sub: randomUUID() });
    expect((await call('PUT', `users/${id}/roles`, { roles: ['admin'] }, token)).status).toBe(403);
  });

  async function untilWaiting(number: number): Promise<void> {
    const waiting = `SELECT 1 FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%auth_service.users%'`;
    while ((await query(installation, waiting)).length < number) await pause(20);
  }
});
