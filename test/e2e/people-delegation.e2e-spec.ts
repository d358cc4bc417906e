import { type AgentWithSecret, type Decision, type Delegation, DELEGATION_TOKEN_TYPE } from '@acgs/contracts';
import { decodeJwt } from 'jose';
import { evaluationRequest, startGoverned } from '../support/governed.js';
import { askForToken, becomes, inHours, registerAgent, tokenOfAgent } from '../support/identities.js';
import type { Answer, Installation, ServiceName } from '../support/installation.js';
import { addClient } from '../support/people-client.js';
import { SignedInPerson } from '../support/signed-in-person.js';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
const SCOPES = ['constitution:read', 'decisions:create', 'agents:register', 'delegations:grant'];
const CREATE = ['decisions:create'];
const SERVICES = ['api-gateway', 'governance-engine'] as const;

describe('what a person who has signed in lets agents do', () => {
  let installation: Installation;
  let person: SignedInPerson;
  let token: string;
  let agents: readonly [AgentWithSecret, AgentWithSecret];
  let delegations: readonly [Delegation, Delegation];
  let count = 0;

  beforeAll(async () => {
    installation = await startGoverned({}, ['api-gateway']);
    await addClient(installation, SCOPES);
  });

  afterAll(async () => {
    await installation.close();
  });

  beforeEach(async () => {
    person = await SignedInPerson.join(installation, `person-${String(++count)}@example.com`, ['admin']);
    token = await person.token(SCOPES, { acr_values: 'urn:acgs:acr:mfa' });
    agents = [await newAgent('Planner'), await newAgent('Payer')];
    const first = await delegate(token, agents[0]);
    const second = await delegate(await tokenOfAgent(installation, agents[0]), agents[1], {
      parent: first.id,
      expiresAt: first.expiresAt,
    });
    delegations = [first, second];
  });

  const newAgent = (name: string): Promise<AgentWithSecret> =>
    registerAgent(installation, token, { name, roles: ['agent'] });

  async function delegate(by: string, { id }: AgentWithSecret, more: object = {}): Promise<Delegation> {
    const body = { agentId: id, permissions: CREATE, expiresAt: inHours(0.5), ...more };
    const answer = await installation.call('api-gateway', 'POST', '/api/v1/auth/delegations', {
      token: by,
      body,
    });
    expect(answer).toMatchObject({ status: 201 });
    return answer.body as Delegation;
  }

  const exchange = (agent: AgentWithSecret, subject: string): Promise<Answer> =>
    askForToken(installation, agent, {
      grant_type: EXCHANGE,
      subject_token: subject,
      subject_token_type: subject.includes('.') ? ACCESS_TOKEN : DELEGATION_TOKEN_TYPE,
    });
  async function exchanged(...parts: Parameters<typeof exchange>): Promise<string> {
    const answer = await exchange(...parts);
    expect(answer).toMatchObject({ status: 200 });
    return (answer.body as { access_token: string }).access_token;
  }

  const decide = (bearer: string, subject: string, service: ServiceName = 'api-gateway'): Promise<Answer> =>
    installation.call(service, 'POST', '/api/v1/decisions', {
      token: bearer,
      body: evaluationRequest({ subject, owner: subject }),
    });
  const end = (path: string, as = token): Promise<Answer> =>
    installation.call('api-gateway', 'DELETE', `/api/v1/auth/${path}`, { token: as });

  it('is decided in the name of the chain, as the record says, at the gateway and at the engine', async () => {
    const [planner, payer] = agents;
    const ids = delegations.map(({ id }) => id);
    expect(decodeJwt(token)).toMatchObject({
      sub: person.id,
      principal: 'person',
      amr: ['pwd', 'otp', 'mfa'],
    });
    const acting = await exchanged(payer, delegations[1].id);
    expect(decodeJwt(acting)).toMatchObject({
      sub: person.id,
      act: { sub: payer.id, act: { sub: planner.id } },
      dlg: ids,
    });
    for (const service of SERVICES) {
      const answer = await decide(acting, payer.id, service);
      expect(answer).toMatchObject({ status: 200, body: { outcome: 'allow' } });
      const path = `/api/v1/decisions/${(answer.body as Decision).decisionId}`;
      const { body } = await installation.call('api-gateway', 'GET', path);
      const delegation = { person: person.id, actors: [payer.id, planner.id], delegations: ids };
      expect(body).toMatchObject({
        requestedBy: payer.id,
        request: { subject: { id: payer.id, properties: { delegation } } },
      });
    }
  });

  it.each<[string, () => Promise<Answer>]>([
    ['the delegation of the person', () => end(`delegations/${delegations[0].id}`)],
    ['the delegation of the agent', () => end(`delegations/${delegations[1].id}`)],
    ['the agent between', () => end(`agents/${agents[0].id}`)],
    ['the agent that acts', () => end(`agents/${agents[1].id}`)],
    [
      'the account of the person',
      () =>
        installation.call('api-gateway', 'PUT', `/api/v1/auth/users/${person.id}/activation`, {
          body: { active: false },
        }),
    ],
  ])('is refused once %s has ended, for the token that is there and for a new one', async (_, act) => {
    const [, payer] = agents;
    const acting = await exchanged(payer, delegations[1].id);
    for (const service of SERVICES) expect((await decide(acting, payer.id, service)).status).toBe(200);
    expect((await act()).status).toBeLessThan(300);
    for (const service of SERVICES) {
      const { headers } = await becomes(401, () => decide(acting, payer.id, service));
      expect(headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    }
    const { status } = await exchange(payer, delegations[1].id);
    expect([400, 401]).toContain(status);
  });

  it('ends with the session of the person where it rests on the person’s token', async () => {
    const [planner] = agents;
    const acting = await exchanged(planner, token);
    expect(decodeJwt(acting).gid).toBe(decodeJwt(token).gid);
    expect((await decide(acting, planner.id)).status).toBe(200);
    const { body } = await installation.call('api-gateway', 'GET', '/api/v1/auth/sessions', { token });
    const session = (body as { items: { id: string; current: boolean }[] }).items.find(
      ({ current }) => current,
    );
    expect((await end(`sessions/${session!.id}`)).status).toBe(204);
    await becomes(401, () => decide(acting, planner.id));
    expect(await exchange(planner, token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    const resting = await exchanged(planner, delegations[0].id);
    expect((await decide(resting, planner.id)).status).toBe(200);
  });
});
