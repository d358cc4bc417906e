import { newApiKey } from '@acgs/access';
import type { AgentWithSecret, NewApiKey } from '@acgs/contracts';
import { decodeJwt } from 'jose';
import { createHash, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { becomes, inHours, registerAgent, tokenOfPerson } from '../support/identities.js';
import {
  type Answer,
  type CallOptions,
  type Installation,
  startInstallation,
} from '../support/installation.js';

const KEYS = '/api/v1/auth/api-keys';
const READING = { name: 'Reader', permissions: ['constitution:read'], expiresAt: inHours(1) };

describe('API keys', () => {
  let installation: Installation;
  let owner: string;
  let agent: AgentWithSecret;

  beforeAll(async () => {
    installation = await startInstallation({ services: ['constitutional-core', 'api-gateway'] });
    owner = await tokenOfPerson(installation, ['author', 'agent']);
    agent = await registerAgent(installation, owner);
  });

  afterAll(async () => {
    await installation.close();
  });

  const call = (method: string, path: string, options: CallOptions = {}): Promise<Answer> =>
    installation.call('auth-service', method, `${KEYS}${path}`, { token: owner, ...options });
  const create = (body: Readonly<Record<string, unknown>> = {}, token = owner): Promise<Answer> =>
    call('POST', '', { token, body: { ...READING, agentId: agent.id, ...body } });
  const newKey = async (body: Readonly<Record<string, unknown>> = {}, token = owner): Promise<NewApiKey> => {
    const answer = await create(body, token);
    expect(answer.status).toBe(201);
    return answer.body as NewApiKey;
  };
  const read = (
    key: string,
    service: 'constitutional-core' | 'api-gateway' = 'constitutional-core',
  ): Promise<Answer> => installation.call(service, 'GET', '/api/v1/constitution/versions', { token: key });

  async function query(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString: installation.database.url });
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(text, values);
    await client.end();
    return rows;
  }

  it('open what they are for, at the gateway and at a service, and nothing else', async () => {
    const { key, ...shown } = await newKey();
    expect(key).toMatch(/^acgs_[0-9A-Za-z]{22}_[0-9A-Za-z]{49}$/);
    expect(shown).toMatchObject({ subject: agent.id, owner: agent.owner, lastUsedAt: null, revokedAt: null });
    expect((await read(key)).status).toBe(200);
    expect((await read(key, 'api-gateway')).status).toBe(200);
    const validate = await installation.call('constitutional-core', 'POST', '/api/v1/constitution/validate', {
      token: key,
      body: {},
    });
    expect(validate.status).not.toBe(401);
    const policies = await installation.call('auth-service', 'GET', '/api/v1/auth/security-events', {
      token: key,
    });
    expect(policies).toMatchObject({ status: 403, body: { permission: 'security-events:read' } });
  });

  it('are kept as hashes alone, and shown once', async () => {
    const { key, id } = await newKey();
    const [row] = await query('SELECT * FROM auth_service.api_keys WHERE id = $1', [id]);
    expect(row?.key_hash).toStrictEqual(createHash('sha256').update(key).digest());
    const found = await call('GET', `/${id}`);
    expect(JSON.stringify([row, found.body])).not.toContain(key.slice(-40));
    expect(found.body).not.toHaveProperty('key');
  });

  it('become a token of five minutes at most that says as whom it acts', async () => {
    const { key, id } = await newKey();
    const answer = await call('POST', '/token', { token: key });
    expect(answer.status).toBe(200);
    const { accessToken, expiresIn } = answer.body as { accessToken: string; expiresIn: number };
    expect(expiresIn).toBeLessThanOrEqual(300);
    const claims = decodeJwt(accessToken);
    expect(claims).toMatchObject({
      sub: agent.id,
      client_id: agent.id,
      gid: id,
      roles: [],
      permissions: ['constitution:read'],
      principal: 'client',
      tenant: 'default',
    });
    expect(claims.exp! - claims.iat!).toBe(expiresIn);
  });

  it('tell when they were used, to the minute', async () => {
    const { key, id } = await newKey();
    await read(key);
    const [{ used, exact } = {}] = await query(
      `SELECT last_used_at IS NOT NULL AS used, last_used_at = date_trunc('minute', last_used_at) AS exact
       FROM auth_service.api_keys WHERE id = $1`,
      [id],
    );
    expect({ used, exact }).toStrictEqual({ used: true, exact: true });
  });

  it.each([
    [
      'with a character that is another',
      (key: string) => `${key.slice(0, 30)}${key[30] === 'a' ? 'b' : 'a'}${key.slice(31)}`,
    ],
    ['that nobody was given', () => newApiKey(randomUUID())],
    ['of the same id with another secret', (_: string, id: string) => newApiKey(id)],
    ['that was cut off', (key: string) => key.slice(0, -1)],
  ])('%s are none', async (_, change) => {
    const { key, id } = await newKey();
    const { status, body } = await read(change(key, id));
    expect(status).toBe(401);
    expect(body).toMatchObject({ type: 'urn:acgs:problem:unauthenticated' });
    expect((await read(key)).status).toBe(200);
  });

  it('are none once they are revoked, although they were known', async () => {
    const { key, id } = await newKey();
    expect((await read(key)).status).toBe(200);
    expect((await call('DELETE', `/${id}`)).status).toBe(204);
    await becomes(401, () => read(key));
    expect((await call('POST', '/token', { token: key })).status).toBe(401);
    expect((await call('DELETE', `/${id}`)).status).toBe(204);
  });

  it('are none once they have expired, or the agent that they act as has ended', async () => {
    const [expired, orphaned] = [await newKey(), await newKey()];
    await query('UPDATE auth_service.api_keys SET expires_at = now() WHERE id = $1', [expired.id]);
    expect((await read(expired.key)).status).toBe(401);
    const other = await registerAgent(installation, owner);
    const itsKey = await newKey({ agentId: other.id });
    expect((await read(itsKey.key)).status).toBe(200);
    await installation.call('auth-service', 'DELETE', `/api/v1/auth/agents/${other.id}`, { token: owner });
    await becomes(401, () => read(itsKey.key));
    expect((await create({ agentId: other.id })).status).toBe(409);
    expect((await read(orphaned.key)).status).toBe(200);
  });

  it('have no more permissions than whoever makes them, nor than whom they act as', async () => {
    expect((await create({ permissions: ['policies:write', 'decisions:read'] })).body).toMatchObject({
      type: 'urn:acgs:problem:permissions-exceeded',
      permissions: ['decisions:read'],
    });
    const { key } = await newKey({ permissions: ['policies:write', 'constitution:read'] });
    const { body } = await call('POST', '/token', { token: key });
    expect(decodeJwt((body as { accessToken: string }).accessToken).permissions).toStrictEqual([
      'constitution:read',
    ]);
    expect((await create({ permissions: ['constitution:ratify'] })).status).toBe(400);
    expect((await create({ permissions: ['api-keys:write'] })).status).toBe(400);
  });

  it('of another tenant or owner are not found, nor made for another’s agent', async () => {
    const { id, key } = await newKey();
    const foreign = await tokenOfPerson(installation, ['admin'], { tenant: 'north' });
    const other = await tokenOfPerson(installation, ['author', 'agent']);
    for (const token of [foreign, other]) {
      expect((await call('GET', `/${id}`, { token })).status).toBe(404);
      expect((await call('DELETE', `/${id}`, { token })).status).toBe(404);
      expect((await create({}, token)).status).toBe(404);
      expect((await call('GET', '', { token })).body).toStrictEqual({ items: [], nextCursor: null });
    }
    expect((await read(key)).status).toBe(200);
  });

  it('are asked for once by callers at the same time', async () => {
    const { key } = await newKey();
    const answers = await Promise.all(Array.from({ length: 20 }, () => read(key)));
    expect(new Set(answers.map(({ status }) => status))).toStrictEqual(new Set([200]));
  });

  it('leave security events', async () => {
    const { id } = await newKey();
    await call('DELETE', `/${id}`);
    const path = `/api/v1/auth/security-events?subject=${id}`;
    const { body } = await installation.call('auth-service', 'GET', path, { as: 'auditor' });
    expect(body).toMatchObject({ items: [{ kind: 'api-key-revoked' }, { kind: 'api-key-created' }] });
  });
});
