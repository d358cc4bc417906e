import { AcgsClient, type AcgsError, CLIENT_FAULTS, type GuardedRequest } from '@acgs/client';
import { type AgentWithSecret, type Delegation, DELEGATION_TOKEN_TYPE } from '@acgs/contracts';
import { decodeJwt } from 'jose';
import { Chromium, describeInChromium, type Tab } from '../support/chromium.js';
import { startGoverned } from '../support/governed.js';
import { askForToken, inHours } from '../support/identities.js';
import type { Installation } from '../support/installation.js';
import type { Listening } from '../support/listening.js';
import { addClient } from '../support/people-client.js';
import { PersonAtDesk, startDesk, type Tokens } from '../support/person-at-desk.js';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const SCOPES = ['decisions:create', 'agents:register', 'delegations:grant'] as const;
const MINUTE_SECONDS = 60;
/** WCAG 2.2, success criterion 1.4.10: 1280 pixels at 400 %. */
const NARROW = { width: 320, height: 640 };

describeInChromium('a person in a browser', () => {
  let installation: Installation;
  let desk: Listening;
  let chromium: Chromium;
  let tab: Tab;
  let person: PersonAtDesk;
  let count = 0;

  beforeAll(async () => {
    installation = await startGoverned({}, ['api-gateway']);
    desk = await startDesk();
    await addClient(installation, SCOPES, `${desk.url}/callback`);
    chromium = await Chromium.start();
  });

  afterEach(async () => {
    await tab.close();
  });

  afterAll(async () => {
    await chromium.close();
    await desk.close();
    await installation.close();
  });

  async function begin(options: Parameters<Chromium['open']>[0] = {}): Promise<void> {
    tab = await chromium.open(options);
    const email = `ada-${String(++count)}@example.com`;
    person = new PersonAtDesk(installation, tab, email, `${desk.url}/callback`);
  }

  /** Comes by invitation, and signs in with two steps for the desk. */
  async function arrive(): Promise<Tokens> {
    await person.accept(['admin']);
    await person.signIn();
    return person.authorize(SCOPES, await person.setUpSecondStep());
  }

  const clientWith = (accessToken: (refused: string | null) => Promise<string>, id?: string): AcgsClient =>
    new AcgsClient({
      baseUrl: installation.url('api-gateway'),
      credentials: {
        accessToken: async (refused) => ({
          token: await accessToken(refused),
          expiresInSeconds: MINUTE_SECONDS,
        }),
      },
      ...(id === undefined ? {} : { subject: { type: 'agent', id } }),
    });

  async function delegatedToken(
    agent: Pick<AgentWithSecret, 'id' | 'secret'>,
    { id }: Pick<Delegation, 'id'>,
  ): Promise<string> {
    const { status, body } = await askForToken(installation, agent, {
      grant_type: EXCHANGE,
      subject_token: id,
      subject_token_type: DELEGATION_TOKEN_TYPE,
    });
    if (status !== 200) throw new Error((body as { error: string }).error);
    return (body as { access_token: string }).access_token;
  }

  it('signs in and delegates for an hour, and the agent decides until that is revoked', async () => {
    await begin();
    const { access_token: token } = await arrive();
    const { sub: id, ...claims } = decodeJwt(token);
    expect(claims).toMatchObject({ principal: 'person', amr: ['pwd', 'otp', 'mfa'], permissions: SCOPES });

    const ada = clientWith(() => Promise.resolve(token));
    const expiresAt = inHours(1);
    const { body: agent } = await ada.request('post', '/api/v1/auth/agents', {
      body: { name: 'Reader', purpose: 'Reads', expiresAt, roles: [], permissions: ['decisions:create'] },
    });
    const { body: delegation } = await ada.request('post', '/api/v1/auth/delegations', {
      body: { agentId: agent.id, permissions: ['decisions:create'], expiresAt },
    });

    const refusals: string[] = [];
    const reader = clientWith(async (refused) => {
      if (refused !== null) refusals.push(refused);
      return delegatedToken(agent, delegation);
    }, agent.id);
    const read: GuardedRequest = {
      action: { name: 'read' },
      resource: { type: 'document', id: 'doc-1', properties: { owner: agent.id } },
    };
    const { decisionId, outcome } = await reader.decide(read);
    expect(outcome).toBe('allow');
    const { body: record } = await installation.call('api-gateway', 'GET', `/api/v1/decisions/${decisionId}`);
    expect(record).toMatchObject({
      requestedBy: agent.id,
      request: {
        subject: {
          id: agent.id,
          properties: { delegation: { person: id, actors: [agent.id], delegations: [delegation.id] } },
        },
      },
    });

    await ada.request('delete', '/api/v1/auth/delegations/{delegationId}', {
      path: { delegationId: delegation.id },
    });
    const refusal = await firstFailure(() => reader.decide(read));
    expect(refusal).toMatchObject({ type: CLIENT_FAULTS.noToken, cause: { message: 'invalid_grant' } });
    expect(refusals).toHaveLength(1);
    expect(tab.complaints).toStrictEqual([]);
  });

  it.each([
    ['without script', { javaScriptEnabled: false }],
    ['on a narrow screen', { viewport: NARROW }],
    ['in the dark', { colorScheme: 'dark' }],
  ] as const)(
    'gets to the client and out again %s, and the browser has nothing to complain of',
    async (name, options) => {
      await begin(options);
      const { id_token: hint } = await arrive();
      await person.openAccount();
      await person.isOn('Your account');
      await person.signOut(hint);
      await person.isBack();
      await person.openAccount();
      await person.isOn('Sign in');
      expect([name, tab.complaints]).toStrictEqual([name, []]);
    },
  );

  it('is seen to be in trouble by these tests: a style that is not ours is a complaint', async () => {
    await begin();
    await person.openAccount();
    await tab.page.addStyleTag({ content: 'p { color: red }' }).catch(() => undefined);
    expect(tab.complaints).toStrictEqual([expect.stringContaining('Content Security Policy')]);
  });
});

/** What the call fails with, once it does. */
async function firstFailure(call: () => Promise<unknown>): Promise<AcgsError> {
  for (;;) {
    const error = await call().then(
      () => null,
      (thrown: unknown) => thrown as AcgsError,
    );
    if (error !== null) return error;
  }
}
