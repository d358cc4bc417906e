import { randomUUID } from 'node:crypto';
import {
  askForToken,
  becomes,
  inHours,
  registerAgent,
  tokenOfAgent,
  tokenOfPerson,
} from '../support/identities.js';
import { type Answer, type Installation, startInstallation } from '../support/installation.js';
import { registerClient } from '../support/oauth-clients.js';
import { eventsOf, joined, query } from '../support/people.js';

const LATER = inHours(24);

describe('what somebody has made', () => {
  let installation: Installation;
  let admin: string;
  let count = 0;

  beforeAll(async () => {
    installation = await startInstallation();
    admin = await installation.token('admin');
  });

  afterAll(async () => {
    await installation.close();
  });

  const call = (method: string, path: string, token: string, body?: object): Promise<Answer> =>
    installation.call('auth-service', method, `/api/v1/auth/${path}`, { token, ...(body && { body }) });

  const keyOf = async (token: string, request: object): Promise<{ id: string; key: string }> => {
    const { status, body } = await call('POST', 'api-keys', token, {
      name: 'K',
      expiresAt: LATER,
      ...request,
    });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body as { id: string; key: string };
  };

  const exchange = (key: string): Promise<Answer> => call('POST', 'api-keys/token', key);

  /** Somebody who is in the database, with a token of two roles. */
  async function person(): Promise<{ id: string; token: string }> {
    const id = await joined(installation, { email: `person-${String(++count)}@example.com` });
    await call('PUT', `users/${id}/roles`, admin, { roles: ['author', 'agent'] });
    const iat = Math.floor(Date.now() / 1000) + 1;
    return { id, token: await tokenOfPerson(installation, ['author', 'agent'], { sub: id, iat }) };
  }

  it.each(['author', 'operator'])('is nothing that hands out rights, for an agent as %s', async (role) => {
    const owner = await tokenOfPerson(installation, [role]);
    const first = await registerAgent(installation, owner, { roles: [role] });
    const token = await tokenOfAgent(installation, first);
    const narrowed = await askForToken(installation, first, {
      grant_type: 'client_credentials',
      scope: 'agents:register api-keys:write',
    });
    for (const held of [token, (narrowed.body as { access_token: string }).access_token]) {
      const registration = { name: 'A', purpose: 'B', roles: [role], expiresAt: LATER };
      const request = { name: 'K', permissions: ['constitution:read'], expiresAt: LATER };
      for (const [method, path, body] of [
        ['POST', 'agents', registration],
        ['POST', `agents/${first.id}/secret`, undefined],
        ['DELETE', `agents/${first.id}`, undefined],
        ['POST', 'api-keys', request],
        ['DELETE', `api-keys/${randomUUID()}`, undefined],
      ] as const) {
        const { status, body: problem } = await call(method, path, held, body);
        expect([method, path, status]).toStrictEqual([method, path, 403]);
        expect(problem).toMatchObject({ detail: expect.stringContaining('no agents') as string });
      }
    }
  });

  it('ends with the agent, however deep it was made', async () => {
    const owner = await tokenOfPerson(installation, ['operator']);
    const [first, second, third] = await Promise.all(
      [1, 2, 3].map(() => registerAgent(installation, owner, { roles: ['operator'] })),
    );
    await query(installation, 'UPDATE auth_service.agents SET owner = $2 WHERE id = $1', [
      second!.id,
      first!.id,
    ]);
    await query(installation, 'UPDATE auth_service.agents SET owner = $2 WHERE id = $1', [
      third!.id,
      second!.id,
    ]);
    const { id, key } = await keyOf(owner, { agentId: first!.id, permissions: ['constitution:read'] });
    await query(installation, 'UPDATE auth_service.api_keys SET subject = $2 WHERE id = $1', [id, third!.id]);
    const token = await tokenOfAgent(installation, third!);
    const { accessToken } = (await exchange(key)).body as { accessToken: string };
    expect((await call('DELETE', `agents/${first!.id}`, owner)).status).toBe(204);
    await becomes(401, () => call('GET', 'agents', token));
    await becomes(401, () => call('GET', 'agents', accessToken));
    for (const agent of [first!, second!, third!]) {
      expect((await askForToken(installation, agent)).status).toBe(401);
      expect(await eventsOf(installation, agent.id)).toStrictEqual(['agent-registered', 'agent-revoked']);
    }
    expect((await exchange(key)).status).toBe(401);
    expect(await eventsOf(installation, id)).toStrictEqual(['api-key-created', 'api-key-revoked']);
  });

  it('ends with the person who is disabled, for good, and leaves that of others', async () => {
    const [ada, bea] = [await person(), await person()];
    const [hers, other] = [
      await registerAgent(installation, ada.token),
      await registerAgent(installation, bea.token),
    ];
    const own = await keyOf(ada.token, { permissions: ['policies:read'] });
    const delegation = { agentId: other.id, permissions: ['policies:read'], expiresAt: LATER };
    const given = (await call('POST', 'delegations', ada.token, delegation)).body as { id: string };
    const kept = (await call('POST', 'delegations', bea.token, delegation)).body as { id: string };
    expect((await exchange(own.key)).status).toBe(200);
    expect((await call('PUT', `users/${ada.id}/activation`, admin, { active: false })).status).toBe(200);
    expect((await askForToken(installation, hers)).status).toBe(401);
    expect((await call('PUT', `users/${ada.id}/activation`, admin, { active: true })).status).toBe(200);
    expect((await askForToken(installation, hers)).status).toBe(401);
    expect((await exchange(own.key)).status).toBe(401);
    const events = await Promise.all([hers, own, given].map(({ id }) => eventsOf(installation, id)));
    expect(events.map((kinds) => kinds.at(-1))).toStrictEqual([
      'agent-revoked',
      'api-key-revoked',
      'delegation-revoked',
    ]);
    expect((await askForToken(installation, other)).status).toBe(200);
    expect((await call('GET', `delegations/${kept.id}`, bea.token)).body).toMatchObject({ revokedAt: null });
  });

  it('ends with the client that is deleted', async () => {
    const client = await registerClient(installation, { roles: ['operator'] });
    const agent = await registerAgent(installation, await tokenOfAgent(installation, client), {
      roles: ['operator'],
    });
    expect((await askForToken(installation, agent)).status).toBe(200);
    expect((await call('DELETE', `clients/${client.id}`, admin)).status).toBe(204);
    expect((await askForToken(installation, agent)).status).toBe(401);
  });

  it('asks nothing that its owner answers: whoever owns such agents becomes no approver', async () => {
    const ada = await person();
    const agent = await registerAgent(installation, ada.token);
    await registerAgent(installation, ada.token, { roles: ['author'] });
    const becomeApprover = (): Promise<Answer> =>
      call('PUT', `users/${ada.id}/roles`, admin, { roles: ['approver'] });
    expect(await becomeApprover()).toMatchObject({
      status: 409,
      body: { type: 'urn:acgs:problem:conflict' },
    });
    expect((await call('GET', `users/${ada.id}`, admin)).body).toMatchObject({ roles: ['author', 'agent'] });
    expect((await call('DELETE', `agents/${agent.id}`, admin)).status).toBe(204);
    expect(await becomeApprover()).toMatchObject({ status: 200, body: { roles: ['approver'] } });
  });

  it('is no agent any more of whoever is disabled meanwhile', async () => {
    const ada = await person();
    await query(installation, 'UPDATE auth_service.users SET disabled_at = now() WHERE id = $1', [ada.id]);
    const registration = { name: 'A', purpose: 'B', expiresAt: LATER };
    expect((await call('POST', 'agents', ada.token, registration)).status).toBe(403);
  });
});
