import {
  ACR,
  type AgentWithSecret,
  type ApiKeyToken,
  type Delegation,
  DELEGATION_TOKEN_TYPE,
  type NewApiKey,
} from '@acgs/contracts';
import { askForToken, becomes, inHours, registerAgent } from '../support/identities.js';
import { type Answer, type Installation, startInstallation } from '../support/installation.js';
import { addClient } from '../support/people-client.js';
import { query } from '../support/people.js';
import { SignedInPerson } from '../support/signed-in-person.js';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const SCOPES = [
  'constitution:read',
  'decisions:create',
  'agents:register',
  'delegations:grant',
  'api-keys:write',
];
const READ = ['constitution:read'];
const INACTIVE = { active: false };

describe('introspection', () => {
  let installation: Installation;
  let person: SignedInPerson;
  let token: string;
  let agent: AgentWithSecret;

  beforeAll(async () => {
    installation = await startInstallation({ env: { LOG_LEVEL: 'silent' } });
    await addClient(installation, SCOPES);
    person = await SignedInPerson.join(installation, 'ada@example.com', ['admin']);
    token = await person.token(SCOPES, { acr_values: ACR.mfa });
  });

  afterAll(async () => {
    await installation.close();
  });

  beforeEach(async () => {
    agent = await registerAgent(installation, token, { roles: ['agent'] });
  });

  const call = async <Body>(method: string, path: string, body?: object, as = token): Promise<Body> => {
    const answer = await installation.call('auth-service', method, `/api/v1/auth/${path}`, {
      token: as,
      body,
    });
    expect(answer.status).toBeLessThan(300);
    return answer.body as Body;
  };

  function introspect(asked: string, by = 'auditor'): Promise<Answer> {
    const { id, secret } = installation.clients.find((client) => client.id === by)!;
    return installation.call('auth-service', 'POST', '/api/v1/oauth/introspection', {
      as: null,
      body: new URLSearchParams({ client_id: id, client_secret: secret, token: asked }),
    });
  }

  async function becomesInactive(asked: string): Promise<void> {
    const inactive = await becomes(201, async () => {
      const answer = await introspect(asked);
      expect(answer.status).toBe(200);
      return (answer.body as { active: boolean }).active ? answer : { ...answer, status: 201 };
    });
    expect(inactive.body).toStrictEqual(INACTIVE);
  }

  const delegate = (): Promise<Delegation> =>
    call('POST', 'delegations', { agentId: agent.id, permissions: READ, expiresAt: inHours(0.5) });

  async function exchanged({ id }: Delegation): Promise<string> {
    const { body } = await askForToken(installation, agent, {
      grant_type: EXCHANGE,
      subject_token: id,
      subject_token_type: DELEGATION_TOKEN_TYPE,
    });
    return (body as { access_token: string }).access_token;
  }

  const newKey = (subject: object): Promise<NewApiKey> =>
    call('POST', 'api-keys', { name: 'Reader', permissions: READ, expiresAt: inHours(1), ...subject });
  const tokenOf = async ({ key }: NewApiKey): Promise<string> =>
    (await call<ApiKeyToken>('POST', 'api-keys/token', undefined, key)).accessToken;

  it('of a token that was exchanged tells who acts for whom, by which delegation', async () => {
    const delegation = await delegate();
    const { body } = await introspect(await exchanged(delegation));
    expect(body).toMatchObject({
      active: true,
      sub: person.id,
      client_id: agent.id,
      token_type: 'Bearer',
      scope: 'constitution:read',
      permissions: READ,
      roles: [],
      act: { sub: agent.id },
      dlg: [delegation.id],
    });
  });

  it.each<[string, (delegation: Delegation) => Promise<unknown>]>([
    ['the delegation', ({ id }) => call('DELETE', `delegations/${id}`)],
    ['the agent', () => call('DELETE', `agents/${agent.id}`)],
  ])('of a token that was exchanged says no more than that it is over once %s is', async (_, end) => {
    const delegation = await delegate();
    const acting = await exchanged(delegation);
    expect((await introspect(acting)).body).toMatchObject({ active: true });
    await end(delegation);
    await becomesInactive(acting);
  });

  it.each<[string, () => object, () => string]>([
    ['an agent', () => ({ agentId: agent.id }), () => agent.id],
    ['a person', () => ({}), () => person.id],
  ])(
    'of a token for an API key of %s is as of every other one, until the key ends',
    async (_, subject, sub) => {
      const key = await newKey(subject());
      const asked = await tokenOf(key);
      expect((await introspect(key.key)).body).toStrictEqual(INACTIVE);
      const { status, body } = await introspect(asked);
      expect([status, body]).toMatchObject([
        200,
        { active: true, sub: sub(), client_id: sub(), gid: key.id, permissions: READ },
      ]);
      await call('DELETE', `api-keys/${key.id}`);
      await becomesInactive(asked);
    },
  );

  it('of a token for an API key is over with the agent that it acts as', async () => {
    const asked = await tokenOf(await newKey({ agentId: agent.id }));
    expect((await introspect(asked)).body).toMatchObject({ active: true });
    await call('DELETE', `agents/${agent.id}`);
    await becomesInactive(asked);
  });

  it('of a token that was exchanged is over once its agent has revoked it, which no other client can', async () => {
    const delegation = await delegate();
    const [acting, other] = [await exchanged(delegation), await exchanged(delegation)];
    const revoke = (id: string, secret: string): Promise<Answer> =>
      installation.call('auth-service', 'POST', '/api/v1/oauth/revocation', {
        as: null,
        body: new URLSearchParams({ client_id: id, client_secret: secret, token: acting }),
      });
    const auditor = installation.clients.find(({ id }) => id === 'auditor')!;
    expect((await revoke(auditor.id, auditor.secret)).status).toBe(400);
    expect((await introspect(acting)).body).toMatchObject({ active: true });
    expect((await revoke(agent.id, agent.secret)).status).toBe(200);
    await becomesInactive(acting);
    expect((await introspect(other)).body).toMatchObject({ active: true });
  });

  it('tells a client of another tenant nothing', async () => {
    const acting = await exchanged(await delegate());
    const asked = await tokenOf(await newKey({ agentId: agent.id }));
    await query(installation, `UPDATE auth_service.clients SET tenant = 'north' WHERE id = 'auditor'`);
    const answers = [await introspect(acting), await introspect(asked)];
    await query(installation, `UPDATE auth_service.clients SET tenant = 'default' WHERE id = 'auditor'`);
    expect(answers.map(({ body }) => body)).toStrictEqual([INACTIVE, INACTIVE]);
  });

  it('says nothing while it cannot be known what is revoked', async () => {
    const acting = await exchanged(await delegate());
    await query(installation, 'ALTER TABLE acgs.revocation_revision RENAME TO away');
    const { headers } = await becomes(503, () => introspect(acting));
    await query(installation, 'ALTER TABLE acgs.away RENAME TO revocation_revision');
    expect(headers.get('retry-after')).toBe('2');
    expect((await becomes(200, () => introspect(acting))).body).toMatchObject({ active: true });
  });
});
