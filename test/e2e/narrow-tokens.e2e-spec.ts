import { ACR, type Permission } from '@acgs/contracts';
import { randomUUID } from 'node:crypto';
import { inHours, registerAgent, tokenOfPerson } from '../support/identities.js';
import {
  type Answer,
  type Installation,
  type ServiceName,
  startInstallation,
} from '../support/installation.js';
import { addClient, Authorization } from '../support/people-client.js';
import { browserOf, joined, PASSWORD } from '../support/people.js';
import { type MatrixRow, roleMatrix } from '../support/role-matrix.js';

const SERVICES: readonly ServiceName[] = [
  'constitutional-core',
  'integrity-service',
  'governance-engine',
  'ec-service',
  'api-gateway',
];
const WRITES = ['POST', 'PUT', 'PATCH', 'DELETE'];
/** Open to any token, since they change nothing themselves. */
const HARMLESS = ['integrity-service POST /api/v1/integrity/hash', 'api-gateway POST /api/v1/batch'];
const label = ({ service, method, path }: MatrixRow): string => `${service} ${method} ${path}`;
const missing = (permission: Permission): object => ({ status: 403, body: { permission } });

describe('a token without the permission', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({ services: SERVICES });
    await addClient(installation, ['policies:read']);
  });

  afterAll(async () => {
    await installation.close();
  });

  const call = (method: string, path: string, token: string, body?: object): Promise<Answer> =>
    installation.call('auth-service', method, `/api/v1/auth/${path}`, { token, ...(body && { body }) });

  /** A key of the owner for this alone. */
  async function keyFor(owner: string, permission: Permission): Promise<string> {
    const request = { name: 'Reader', permissions: [permission], expiresAt: inHours(1) };
    const { body } = await call('POST', 'api-keys', owner, request);
    return (body as { key: string }).key;
  }

  it.each(['person', 'client'])('of a %s writes nothing in any service', async (principal) => {
    const token = await tokenOfPerson(installation, [], { permissions: [], principal });
    const writes = roleMatrix().filter(
      (row) => WRITES.includes(row.method) && !row.allowed.includes('everybody'),
    );
    expect(writes.length).toBeGreaterThan(30);
    const open: string[] = [];
    for (const row of writes) {
      const path = row.path.replaceAll(/:\w+/g, randomUUID());
      const { status } = await installation.call(row.service as ServiceName, row.method, path, { token });
      if (status !== 403) open.push(label(row));
    }
    expect(open).toStrictEqual(HARMLESS);
  });

  it('does not take over, and does not end, the agent of its own subject', async () => {
    const owner = await tokenOfPerson(installation, ['author']);
    const agent = await registerAgent(installation, owner, { roles: ['author'] });
    const person = { sub: agent.owner, permissions: ['constitution:read'] };
    for (const token of [
      await tokenOfPerson(installation, [], person),
      await tokenOfPerson(installation, [], { ...person, principal: 'client' }),
    ]) {
      expect(await call('POST', `agents/${agent.id}/secret`, token)).toMatchObject(
        missing('agents:register'),
      );
      expect(await call('DELETE', `agents/${agent.id}`, token)).toMatchObject(missing('agents:register'));
    }
    expect((await call('POST', `agents/${agent.id}/secret`, owner)).status).toBe(200);
  });

  it('does not end keys and delegations', async () => {
    const author = await installation.token('author');
    const reader = await keyFor(author, 'constitution:read');
    const { body } = await call('GET', 'api-keys', reader);
    const [{ id } = { id: '' }] = (body as { items: { id: string }[] }).items;
    expect(await call('DELETE', `api-keys/${id}`, reader)).toMatchObject(missing('api-keys:write'));
    expect(await call('DELETE', `delegations/${randomUUID()}`, reader)).toMatchObject(
      missing('delegations:grant'),
    );
    expect((await call('DELETE', `api-keys/${id}`, author)).status).toBe(204);
  });

  it.each(['admin', 'author'])('of a fresh second factor makes and ends no right of %s', async (role) => {
    const weak = await tokenOfPerson(installation, [role], { acr: ACR.password });
    for (const [method, path, permission] of [
      ['POST', 'agents', 'agents:register'],
      ['POST', `agents/${randomUUID()}/secret`, 'agents:register'],
      ['DELETE', `agents/${randomUUID()}`, 'agents:register'],
      ['POST', 'api-keys', 'api-keys:write'],
      ['DELETE', `api-keys/${randomUUID()}`, 'api-keys:write'],
      ['POST', 'delegations', 'delegations:grant'],
      ['DELETE', `delegations/${randomUUID()}`, 'delegations:grant'],
    ] as const) {
      const type = 'urn:acgs:problem:authentication-insufficient';
      expect(await call(method, path, weak)).toMatchObject({ status: 401, body: { type, permission } });
    }
  });

  it('gets no secret of an agent that may more than its subject, though it may end it', async () => {
    const owner = await tokenOfPerson(installation, ['author'], { permissions: ['decisions:on-behalf'] });
    const agent = await registerAgent(installation, owner, {
      roles: [],
      permissions: ['decisions:on-behalf'],
    });
    const admin = await tokenOfPerson(installation, ['admin']);
    expect(await call('POST', `agents/${agent.id}/secret`, admin)).toMatchObject({
      status: 403,
      body: { type: 'urn:acgs:problem:permissions-exceeded', permissions: ['decisions:on-behalf'] },
    });
    expect((await call('DELETE', `agents/${agent.id}`, admin)).status).toBe(204);
  });

  it('of a client that only asked who somebody is, and an API key, end no session', async () => {
    const email = 'ada@example.com';
    const id = await joined(installation, { email, roles: ['admin'] });
    const browser = browserOf(installation);
    const authorization = new Authorization(installation, browser);
    const page = await authorization.open({ scope: 'openid' });
    const consent = await browser.submit(page, { fields: { email, password: PASSWORD } });
    const { body } = await authorization.redeem(await browser.submit(consent));
    const { access_token: openid } = body as { access_token: string };
    const owner = await tokenOfPerson(installation, ['admin'], { sub: id });
    const sessions = (await call('GET', 'sessions', openid)).body as { items: { id: string }[] };
    expect(sessions.items).toHaveLength(1);
    for (const token of [openid, await keyFor(owner, 'constitution:read')]) {
      expect((await call('DELETE', 'sessions', token)).status).toBe(403);
      expect((await call('DELETE', `sessions/${sessions.items[0]?.id ?? ''}`, token)).status).toBe(403);
    }
    expect((await call('GET', 'sessions', openid)).body).toMatchObject(sessions);
  });
});
