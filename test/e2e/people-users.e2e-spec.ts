import { randomUUID } from 'node:crypto';
import { type Answer, type Installation, startInstallation } from '../support/installation.js';
import { joined, query } from '../support/people.js';

const USERS = '/api/v1/auth/users';

describe('the persons of a tenant', () => {
  let installation: Installation;
  let id: string;
  let count = 0;

  beforeAll(async () => {
    installation = await startInstallation();
  });

  beforeEach(async () => {
    id = await joined(installation, { email: `user-${String(++count)}@example.com` });
  });

  afterAll(async () => {
    await installation.close();
  });

  const call = (method: string, path: string, body?: unknown, token?: string): Promise<Answer> =>
    installation.call('auth-service', method, path, { body, ...(token === undefined ? {} : { token }) });

  const eventsOf = async (subject: string): Promise<object[]> => {
    const { body } = await call('GET', `/api/v1/auth/security-events?subject=${subject}`);
    return (body as { items: object[] }).items;
  };

  it('get roles by an administrator, and each one is a security event', async () => {
    expect(await call('PUT', `${USERS}/${id}/roles`, { roles: ['author', 'agent'] })).toMatchObject({
      status: 200,
      body: { id, roles: ['author', 'agent'] },
    });
    await call('PUT', `${USERS}/${id}/roles`, { roles: ['agent'] });
    const events = await eventsOf(id);
    expect(events).toHaveLength(4);
    expect(events).toStrictEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'role-revoked', actor: 'admin', detail: { role: 'author' } }),
        expect.objectContaining({ kind: 'role-granted', actor: 'admin', detail: { role: 'author' } }),
        expect.objectContaining({ kind: 'role-granted', actor: 'admin', detail: { role: 'agent' } }),
        expect.objectContaining({ kind: 'user-joined', actor: id }),
      ]),
    );
  });

  it('get no two roles that nobody holds together; the problem names them', async () => {
    const { status, body } = await call('PUT', `${USERS}/${id}/roles`, { roles: ['auditor', 'approver'] });
    expect(status).toBe(422);
    expect(body).toMatchObject({ type: 'urn:acgs:problem:roles-separated', roles: ['approver', 'auditor'] });
  });

  it('change neither their own roles nor whether they are disabled', async () => {
    const now = Math.floor(Date.now() / 1000);
    const own = { sub: id, principal: 'person', acr: 'urn:acgs:acr:mfa', auth_time: now, jti: randomUUID() };
    const token = await installation.mint('admin', own);
    expect((await call('GET', `${USERS}/${id}`, undefined, token)).status).toBe(200);
    expect((await call('PUT', `${USERS}/${id}/roles`, { roles: ['admin'] }, token)).status).toBe(403);
    expect((await call('PUT', `${USERS}/${id}/activation`, { active: false }, token)).status).toBe(403);
  });

  it('lose their tokens with a role, and everything when they are disabled', async () => {
    const token = await installation.mint('admin', { sub: id, jti: randomUUID() });
    expect((await call('GET', USERS, undefined, token)).status).toBe(200);
    await call('PUT', `${USERS}/${id}/roles`, { roles: ['author'] });
    await untilRefused(() => call('GET', USERS, undefined, token));
    expect(await call('PUT', `${USERS}/${id}/activation`, { active: false })).toMatchObject({
      status: 200,
      body: { active: false },
    });
  });

  it('leave a security event when they are disabled and when they are enabled again, and for nothing else', async () => {
    for (const active of [true, false, false, true, true]) {
      const answer = await call('PUT', `${USERS}/${id}/activation`, { active });
      expect(answer).toMatchObject({ status: 200, body: { active } });
    }
    expect(await eventsOf(id)).toMatchObject([
      { kind: 'user-enabled', actor: 'admin' },
      { kind: 'user-disabled', actor: 'admin' },
      { kind: 'user-joined', actor: id },
    ]);
  });

  it('are not to be seen, nor touched, from another tenant', async () => {
    const token = await installation.mint('admin', { tenant: 'north', jti: randomUUID() });
    expect((await call('GET', USERS, undefined, token)).body).toStrictEqual({ items: [], nextCursor: null });
    for (const [method, path, body] of [
      ['GET', id, undefined],
      ['PUT', `${id}/roles`, { roles: ['admin'] }],
      ['PUT', `${id}/activation`, { active: false }],
    ] as const) {
      expect((await call(method, `${USERS}/${path}`, body, token)).status).toBe(404);
    }
  });

  it('are listed in pages, newest first', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await call('GET', `${USERS}?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      const page = body as { items: { id: string }[]; nextCursor: string | null };
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
    }
    const rows = await query<{ id: string }>(
      installation,
      'SELECT id FROM auth_service.users ORDER BY id DESC',
    );
    expect(seen).toStrictEqual(rows.map((row) => row.id));
  });

  it.each([
    ['roles', { roles: ['root'] }],
    ['roles', { roles: ['agent', 'agent'] }],
    ['roles', { roles: [], tenant: 'north' }],
    ['activation', { active: 'no' }],
  ])('are not changed by %s of %j', async (what, body) => {
    expect((await call('PUT', `${USERS}/${id}/${what}`, body)).status).toBe(400);
  });
});

async function untilRefused(ask: () => Promise<Answer>): Promise<void> {
  while ((await ask()).status !== 401) await new Promise((resolve) => setTimeout(resolve, 20));
}
