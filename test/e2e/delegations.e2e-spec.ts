import type { AgentWithSecret, Delegation, DelegationPage } from '@acgs/contracts';
import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { inHours, registerAgent, tokenOfAgent, tokenOfPerson } from '../support/identities.js';
import {
  type Answer,
  type CallOptions,
  type Installation,
  startInstallation,
} from '../support/installation.js';

const DELEGATIONS = '/api/v1/auth/delegations';

describe('delegations', () => {
  let installation: Installation;
  let person: string;
  let agents: AgentWithSecret[];
  let tokens: string[];

  beforeAll(async () => {
    installation = await startInstallation();
    person = await tokenOfPerson(installation, ['author', 'agent']);
    agents = await Promise.all([1, 2, 3, 4].map(() => registerAgent(installation, person)));
    tokens = await Promise.all(agents.map((agent) => tokenOfAgent(installation, agent)));
  });

  afterAll(async () => {
    await installation.close();
  });

  const call = (method: string, path: string, options: CallOptions = {}): Promise<Answer> =>
    installation.call('auth-service', method, `${DELEGATIONS}${path}`, { token: person, ...options });
  const grant = (to: number, body: Readonly<Record<string, unknown>> = {}, token = person): Promise<Answer> =>
    call('POST', '', {
      token,
      body: { agentId: agents[to]?.id, permissions: ['decisions:create'], expiresAt: inHours(1), ...body },
    });
  const granted = async (...parts: Parameters<typeof grant>): Promise<Delegation> => {
    const { status, body } = await grant(...parts);
    expect(status).toBe(201);
    return body as Delegation;
  };

  it('are of a person, and passed on by agents in part, three deep at most', async () => {
    const expiresAt = inHours(0.5);
    const first = await granted(0, { permissions: ['decisions:create', 'constitution:read'] });
    expect(first).toMatchObject({
      person: decodeJwt(person).sub,
      parent: null,
      depth: 1,
      agentId: agents[0]!.id,
    });
    const second = await granted(1, { parent: first.id, expiresAt }, tokens[0]);
    expect(second).toMatchObject({
      person: first.person,
      parent: first.id,
      depth: 2,
      grantedBy: agents[0]!.id,
    });
    const third = await granted(2, { parent: second.id, expiresAt }, tokens[1]);
    expect(third).toMatchObject({ person: first.person, depth: 3 });
    expect((await grant(3, { parent: third.id, expiresAt }, tokens[2])).body).toMatchObject({
      type: 'urn:acgs:problem:delegation-too-deep',
    });
  });

  it('are never wider than what they rest on', async () => {
    const first = await granted(0, { expiresAt: inHours(1) });
    const cases: [Readonly<Record<string, unknown>>, string, number][] = [
      [{ permissions: ['decisions:create', 'decisions:read'] }, person, 403],
      [{ permissions: ['constitution:read'], parent: first.id }, tokens[0]!, 403],
      [{ expiresAt: inHours(2), parent: first.id }, tokens[0]!, 400],
      [{ parent: first.id, expiresAt: inHours(0.5) }, tokens[1]!, 404],
      [{ parent: first.id, expiresAt: inHours(0.5) }, person, 404],
      [{}, tokens[0]!, 403],
      [{ permissions: ['approvals:answer'] }, person, 400],
      [{ permissions: [] }, person, 400],
      [{ expiresAt: inHours(-1) }, person, 400],
      [{ person: 'somebody' }, person, 400],
    ];
    for (const [body, token, status] of cases) {
      expect([body, (await grant(1, body, token)).status]).toStrictEqual([body, status]);
    }
  });

  it('go to agents of the tenant that have not ended', async () => {
    const foreign = await tokenOfPerson(installation, ['admin'], { tenant: 'north' });
    expect((await grant(0, {}, foreign)).status).toBe(404);
    expect((await grant(0, { agentId: randomUUID() })).status).toBe(404);
    const ended = await registerAgent(installation, person);
    await installation.call('auth-service', 'DELETE', `/api/v1/auth/agents/${ended.id}`, { token: person });
    expect((await grant(0, { agentId: ended.id })).status).toBe(409);
  });

  it('end with all below them, and nothing is passed on from then on', async () => {
    const first = await granted(0);
    const second = await granted(1, { parent: first.id, expiresAt: inHours(0.5) }, tokens[0]);
    expect((await call('DELETE', `/${first.id}`)).status).toBe(204);
    for (const { id } of [first, second]) {
      expect((await call('GET', `/${id}`)).body).toMatchObject({ revokedAt: expect.any(String) as string });
    }
    expect((await grant(2, { parent: second.id, expiresAt: inHours(0.25) }, tokens[1])).status).toBe(409);
    expect((await call('DELETE', `/${first.id}`)).status).toBe(204);
  });

  it('are seen and ended by those who are part of them, and no other', async () => {
    const { id } = await granted(0);
    const [other, foreign, auditor] = await Promise.all([
      tokenOfPerson(installation, ['author', 'agent']),
      tokenOfPerson(installation, ['admin'], { tenant: 'north' }),
      tokenOfPerson(installation, ['auditor']),
    ]);
    for (const token of [other, foreign, tokens[1]!]) {
      expect((await call('GET', `/${id}`, { token })).status).toBe(404);
      expect((await call('DELETE', `/${id}`, { token })).status).toBe(404);
      const { body } = await call('GET', '?limit=500', { token });
      expect((body as DelegationPage).items.map((item) => item.id)).not.toContain(id);
    }
    expect((await call('GET', `/${id}`, { token: auditor })).status).toBe(200);
    expect((await call('DELETE', `/${id}`, { token: auditor })).status).toBe(403);
    expect((await call('DELETE', `/${id}`, { token: tokens[0]! })).status).toBe(204);
  });

  it('leave security events', async () => {
    const { id } = await granted(0);
    await call('DELETE', `/${id}`);
    const path = `/api/v1/auth/security-events?subject=${id}`;
    const { body } = await installation.call('auth-service', 'GET', path, { as: 'auditor' });
    expect(body).toMatchObject({ items: [{ kind: 'delegation-revoked' }, { kind: 'delegation-granted' }] });
  });
});
