import { type AgentWithSecret, type Delegation, DELEGATION_TOKEN_TYPE } from '@acgs/contracts';
import { decodeJwt } from 'jose';
import { type Account, UserAccounts } from '../../apps/auth-service/src/user-records/user-accounts.js';
import {
  askForToken,
  becomes,
  inHours,
  registerAgent,
  tokenOfAgent,
  tokenOfPerson,
} from '../support/identities.js';
import { type Answer, type Installation, startInstallation } from '../support/installation.js';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
const ANNA: Account = {
  id: '0197a3f0-0000-7000-8000-000000000001',
  tenant: 'default',
  roles: ['author', 'agent'],
  email: 'anna@example.org',
  emailVerified: true,
  name: 'Anna',
};

describe('token exchange', () => {
  let installation: Installation;
  let anna: string;
  let agents: AgentWithSecret[];
  const people = new Map([[ANNA.id, ANNA]]);

  beforeAll(async () => {
    installation = await startInstallation({ services: ['constitutional-core'] });
    const accounts = installation.service('auth-service').app.get(UserAccounts, { strict: false });
    accounts.find = (id) => Promise.resolve(people.get(id) ?? null);
    anna = await tokenOfPerson(installation, ANNA.roles, { sub: ANNA.id });
    agents = await Promise.all([1, 2, 3, 4].map(() => registerAgent(installation, anna)));
  });

  afterAll(async () => {
    await installation.close();
  });

  const exchange = (
    agent: number,
    subject: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Answer> =>
    askForToken(installation, agents[agent]!, {
      grant_type: EXCHANGE,
      subject_token: subject,
      subject_token_type: subject.includes('.') ? ACCESS_TOKEN : DELEGATION_TOKEN_TYPE,
      ...more,
    });
  const exchanged = async (...parts: Parameters<typeof exchange>): Promise<string> => {
    const { status, body } = await exchange(...parts);
    expect([status, body]).toStrictEqual([200, expect.anything()]);
    return (body as { access_token: string }).access_token;
  };
  const delegate = async (
    to: number,
    token: string,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<Delegation> => {
    const body = {
      agentId: agents[to]!.id,
      permissions: ['constitution:read', 'decisions:create'],
      expiresAt: inHours(0.25),
      ...more,
    };
    const answer = await installation.call('auth-service', 'POST', '/api/v1/auth/delegations', {
      token,
      body,
    });
    expect(answer.status).toBe(201);
    return answer.body as Delegation;
  };
  const chain = async (): Promise<[Delegation, Delegation, Delegation]> => {
    const first = await delegate(0, anna);
    const common = { expiresAt: first.expiresAt };
    const second = await delegate(1, await tokenOfAgent(installation, agents[0]!), {
      ...common,
      parent: first.id,
    });
    const third = await delegate(2, await tokenOfAgent(installation, agents[1]!), {
      ...common,
      parent: second.id,
    });
    return [first, second, third];
  };
  const read = (token: string): Promise<Answer> =>
    installation.call('constitutional-core', 'GET', '/api/v1/constitution/versions', { token });

  it('gives a token that says who acts for whom, by which delegations, and how long at most', async () => {
    const [first, second, third] = await chain();
    const token = await exchanged(2, third.id);
    const claims = decodeJwt(token);
    expect(claims).toMatchObject({
      sub: ANNA.id,
      principal: 'person',
      client_id: agents[2]!.id,
      roles: [],
      permissions: ['constitution:read', 'decisions:create'],
      act: { sub: agents[2]!.id, act: { sub: agents[1]!.id, act: { sub: agents[0]!.id } } },
      dlg: [first.id, second.id, third.id],
    });
    expect(claims.exp! * 1000).toBeLessThanOrEqual(Date.parse(first.expiresAt));
    expect((await read(token)).status).toBe(200);
  });

  it('takes the person’s token in place of the delegation, and has no more than it', async () => {
    await delegate(3, anna);
    const narrow = await installation.mint('author', {
      ...decodeJwt(anna),
      roles: [],
      permissions: ['constitution:read'],
      gid: 'a-session',
    });
    const claims = decodeJwt(await exchanged(3, narrow));
    expect(claims).toMatchObject({ sub: ANNA.id, permissions: ['constitution:read'], gid: 'a-session' });
    expect(claims.exp!).toBeLessThanOrEqual(decodeJwt(narrow).exp!);
  });

  it.each([
    ['a scope that was not delegated', { scope: 'constitution:read policies:write' }, 'invalid_scope'],
    ['a scope that nobody knows', { scope: 'everything' }, 'invalid_scope'],
    ['another audience', { audience: 'urn:other' }, 'invalid_target'],
    ['another resource', { resource: 'urn:other' }, 'invalid_target'],
    [
      'another kind of token',
      { requested_token_type: 'urn:ietf:params:oauth:token-type:jwt' },
      'invalid_request',
    ],
    ['another actor', { actor_token: 'x', actor_token_type: ACCESS_TOKEN }, 'invalid_request'],
    [
      'another kind of subject',
      { subject_token_type: 'urn:ietf:params:oauth:token-type:saml2' },
      'invalid_request',
    ],
  ])('is refused for %s', async (_, more, error) => {
    const { id } = await delegate(0, anna);
    expect(await exchange(0, id, more)).toMatchObject({ status: 400, body: { error } });
    expect(decodeJwt(await exchanged(0, id, { scope: 'constitution:read' })).permissions).toStrictEqual([
      'constitution:read',
    ]);
  });

  it('is refused to whom nothing was delegated, and for what nobody has', async () => {
    const [, second] = await chain();
    const foreign = await tokenOfPerson(installation, ['admin'], { tenant: 'north', sub: ANNA.id });
    const agentsOwn = await tokenOfAgent(installation, agents[0]!);
    for (const [agent, subject] of [
      [0, second.id],
      [3, second.id],
      [2, await exchanged(0, (await delegate(0, anna)).id)],
      [0, foreign],
      [0, agentsOwn],
      [0, 'no-such-thing'],
      [0, 'a.b.c'],
    ] as const) {
      expect(await exchange(agent, subject)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    }
  });

  it.each([0, 1, 2])(
    'ends at once when link %s is revoked: for the token, and for a new one',
    async (link) => {
      const links = await chain();
      const token = await exchanged(2, links[2].id);
      expect((await read(token)).status).toBe(200);
      const path = `/api/v1/auth/delegations/${links[link]!.id}`;
      expect((await installation.call('auth-service', 'DELETE', path, { token: anna })).status).toBe(204);
      await becomes(401, () => read(token));
      expect(await exchange(2, links[2].id)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    },
  );

  it('has what the person still has', async () => {
    const { id } = await delegate(0, anna);
    people.set(ANNA.id, { ...ANNA, roles: ['author'] });
    expect(decodeJwt(await exchanged(0, id)).permissions).toStrictEqual(['constitution:read']);
    people.delete(ANNA.id);
    expect(await exchange(0, id)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    people.set(ANNA.id, ANNA);
  });

  it('ends with each agent of the chain', async () => {
    const [, , third] = await chain();
    const token = await exchanged(2, third.id);
    const path = `/api/v1/auth/agents/${agents[1]!.id}`;
    expect((await installation.call('auth-service', 'DELETE', path, { token: anna })).status).toBe(204);
    await becomes(401, () => read(token));
    expect(await exchange(2, third.id)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });
});
