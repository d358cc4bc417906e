import { type Agent, type AgentPage, SEPARATED_ROLES } from '@acgs/contracts';
import { decodeJwt } from 'jose';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import {
  askForToken,
  becomes,
  inHours,
  registerAgent,
  tokenOfAgent,
  tokenOfPerson,
} from '../support/identities.js';
import {
  type Answer,
  type CallOptions,
  type Installation,
  startInstallation,
} from '../support/installation.js';

const AGENTS = '/api/v1/auth/agents';

describe('agents', () => {
  let installation: Installation;
  let owner: string;

  beforeAll(async () => {
    installation = await startInstallation({ services: ['constitutional-core'] });
    owner = await tokenOfPerson(installation, ['author', 'agent']);
  });

  afterAll(async () => {
    await installation.close();
  });

  const call = (method: string, path: string, options: CallOptions = {}): Promise<Answer> =>
    installation.call('auth-service', method, `${AGENTS}${path}`, { token: owner, ...options });
  const register = (body: Readonly<Record<string, unknown>>, token = owner): Promise<Answer> =>
    call('POST', '', { token, body: { name: 'A', purpose: 'B', expiresAt: inHours(1), ...body } });
  const readConstitution = (token: string): Promise<Answer> =>
    installation.call('constitutional-core', 'GET', '/api/v1/constitution/versions', { token });

  async function query(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString: installation.database.url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  it('are shown their secret once, and get tokens of their own with it', async () => {
    const { secret, ...agent } = await registerAgent(installation, owner);
    const sub = decodeJwt(owner).sub;
    expect(agent).toMatchObject({ owner: sub, roles: ['agent'], permissions: [], revokedAt: null });
    expect((await call('GET', `/${agent.id}`)).body).toStrictEqual(agent);
    const claims = decodeJwt(await tokenOfAgent(installation, { id: agent.id, secret }));
    expect(claims).toMatchObject({ sub: agent.id, client_id: agent.id, tenant: 'default', roles: ['agent'] });
    const kept = JSON.stringify(await query('SELECT * FROM auth_service.clients, auth_service.agents'));
    expect(kept).not.toContain(secret);
  });

  it('get no token that outlives them', async () => {
    const expiresAt = inHours(0.25);
    const agent = await registerAgent(installation, owner, { expiresAt });
    const { exp = 0 } = decodeJwt(await tokenOfAgent(installation, agent));
    expect(exp * 1000).toBeLessThanOrEqual(Date.parse(expiresAt));
  });

  it('get none once they have expired', async () => {
    const agent = await registerAgent(installation, owner);
    await query(`UPDATE auth_service.clients SET expires_at = now() WHERE id = $1`, [agent.id]);
    expect((await askForToken(installation, agent)).status).toBe(401);
  });

  it('get no role and no permission that whoever registers them lacks', async () => {
    const author = await tokenOfPerson(installation, ['author']);
    const lacking = await register({ roles: ['agent'] }, author);
    expect(lacking).toMatchObject({
      status: 403,
      body: { type: 'urn:acgs:problem:permissions-exceeded', permissions: ['decisions:create'] },
    });
    expect((await register({ roles: [], permissions: ['decisions:on-behalf'] })).status).toBe(403);
    expect((await register({ roles: [], permissions: ['decisions:create'] })).status).toBe(201);
    const nobody = await tokenOfPerson(installation, ['agent']);
    expect((await register({}, nobody)).status).toBe(403);
  });

  it.each([
    [{ roles: ['admin'] }],
    [{ roles: ['approver'] }],
    [{ roles: ['auditor', 'operator'] }],
    [{ permissions: ['constitution:ratify'] }],
    [{ permissions: ['api-keys:write'] }],
    [{ expiresAt: inHours(-1) }],
    [{ expiresAt: inHours(24 * 400) }],
    [{ owner: 'somebody' }],
    [{ id: 'admin' }],
    [{ name: 'a\nb' }],
  ])('cannot be registered with %j', async (body) => {
    const admin = await tokenOfPerson(installation, ['admin', 'operator']);
    expect((await register(body, admin)).status).toBe(400);
  });

  it('are their owner’s to see and to manage, and no other’s', async () => {
    const agent = await registerAgent(installation, owner);
    const [other, reader, manager, foreign] = await Promise.all([
      tokenOfPerson(installation, ['author', 'agent']),
      tokenOfPerson(installation, ['auditor']),
      tokenOfPerson(installation, ['admin']),
      tokenOfPerson(installation, ['admin'], { tenant: 'north' }),
    ]);
    const find = async (token: string): Promise<number> =>
      (await call('GET', `/${agent.id}`, { token })).status;
    const ids = async (token: string, filter = ''): Promise<string[]> => {
      const { body } = await call('GET', `?limit=500${filter}`, { token });
      return (body as AgentPage).items.map(({ id }: Agent) => id);
    };
    expect(await Promise.all([owner, other, reader, manager, foreign].map(find))).toStrictEqual([
      200, 404, 200, 200, 404,
    ]);
    expect(await ids(owner)).toContain(agent.id);
    expect(await ids(reader, `&owner=${agent.owner}`)).toContain(agent.id);
    expect(await ids(other)).toStrictEqual([]);
    expect(await ids(other, `&owner=${agent.owner}`)).toStrictEqual([]);
    expect(await ids(foreign)).toStrictEqual([]);
    for (const token of [other, foreign]) {
      expect((await call('POST', `/${agent.id}/secret`, { token })).status).toBe(404);
      expect((await call('DELETE', `/${agent.id}`, { token })).status).toBe(404);
    }
    expect((await call('DELETE', `/${agent.id}`, { token: manager })).status).toBe(204);
    expect((await call('DELETE', `/${randomUUID()}`, { token: manager })).status).toBe(404);
  });

  it('lose their tokens in every service, and get none, when they are revoked', async () => {
    const agent = await registerAgent(installation, owner);
    const token = await tokenOfAgent(installation, agent);
    expect((await readConstitution(token)).status).toBe(200);
    expect((await call('DELETE', `/${agent.id}`)).status).toBe(204);
    await becomes(401, () => readConstitution(token));
    expect((await askForToken(installation, agent)).status).toBe(401);
    expect((await call('GET', `/${agent.id}`)).body).toMatchObject({
      revokedAt: expect.any(String) as string,
    });
    expect((await call('POST', `/${agent.id}/secret`)).status).toBe(409);
    expect((await call('DELETE', `/${agent.id}`)).status).toBe(204);
  });

  it('lose their tokens with the old secret', async () => {
    const agent = await registerAgent(installation, owner);
    const token = await tokenOfAgent(installation, agent);
    const renewed = await call('POST', `/${agent.id}/secret`);
    expect(renewed.status).toBe(200);
    const { secret } = renewed.body as { secret: string };
    await becomes(401, () => readConstitution(token));
    expect((await askForToken(installation, agent)).status).toBe(401);
    expect((await askForToken(installation, { id: agent.id, secret })).status).toBe(200);
  });

  it('are not registered by whoever acts for another', async () => {
    const acting = await tokenOfPerson(installation, ['admin'], { act: { sub: 'an-agent' } });
    expect((await register({}, acting)).status).toBe(403);
  });

  it('leave security events, without their names', async () => {
    const agent = await registerAgent(installation, owner, { name: 'Telltale' });
    await call('DELETE', `/${agent.id}`);
    const path = `/api/v1/auth/security-events?subject=${agent.id}`;
    const { body } = await installation.call('auth-service', 'GET', path, { as: 'auditor' });
    expect(body).toMatchObject({
      items: [
        { kind: 'agent-revoked', actor: agent.owner },
        { kind: 'agent-registered', actor: agent.owner, detail: { roles: ['agent'] } },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('Telltale');
  });

  it('clients and persons never hold roles that are separated, whatever the service may miss', async () => {
    const pairs = await query('SELECT role, other FROM auth_service.separated_roles ORDER BY role, other');
    expect(pairs.map(({ role, other }) => [role, other])).toStrictEqual([...SEPARATED_ROLES].sort());
    const { id } = await registerAgent(installation, owner);
    const person = query(
      `INSERT INTO auth_service.users (tenant, id, email, name, roles, password_hash, constitutional_hash)
       VALUES ('default', $1, 'a@example.org', 'A', '{author,council}', '', 'cdd01ef066bc6cf2')`,
      [randomUUID()],
    );
    await expect(person).rejects.toThrow('nobody holds the roles author and council together');
    for (const pair of SEPARATED_ROLES) {
      const set = query('UPDATE auth_service.clients SET roles = $2 WHERE id = $1', [
        id,
        [...pair].reverse(),
      ]);
      await expect(set).rejects.toThrow(`nobody holds the roles ${pair.join(' and ')} together`);
    }
  });
});
