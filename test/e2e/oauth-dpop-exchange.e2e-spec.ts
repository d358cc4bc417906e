import { ACR, type AgentWithSecret, type Delegation, DELEGATION_TOKEN_TYPE } from '@acgs/contracts';
import { decodeJwt } from 'jose';
import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { ProofKey } from '../support/dpop.js';
import { inHours, registerAgent } from '../support/identities.js';
import { type Answer, type Installation, startInstallation } from '../support/installation.js';
import { addClient } from '../support/people-client.js';
import { query } from '../support/people.js';
import { ServiceInstance } from '../support/service-instance.js';
import { SignedInPerson } from '../support/signed-in-person.js';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
const SCOPES = ['constitution:read', 'decisions:create', 'agents:register', 'delegations:grant'];
const VERSIONS = '/api/v1/constitution/versions';
const REFUSED = { status: 400, body: { error: 'invalid_grant' } };

describe('an exchange with a proof', () => {
  let installation: Installation;
  let other: ServiceInstance;
  let agent: AgentWithSecret;
  let delegation: Delegation;
  let person: SignedInPerson;
  let key: ProofKey;

  beforeAll(async () => {
    installation = await startInstallation({ services: ['constitutional-core'] });
    other = await ServiceInstance.start(installation, 'auth-service');
    await addClient(installation, SCOPES);
    person = await SignedInPerson.join(installation, 'ada@example.com', ['admin']);
    const token = await person.token(SCOPES, { acr_values: ACR.mfa });
    agent = await registerAgent(installation, token, { roles: ['agent'] });
    const body = { agentId: agent.id, permissions: ['constitution:read'], expiresAt: inHours(0.5) };
    const answer = await installation.call('auth-service', 'POST', '/api/v1/auth/delegations', {
      token,
      body,
    });
    delegation = answer.body as Delegation;
    key = await ProofKey.create();
  });

  afterAll(async () => {
    await other.close();
    await installation.close();
  });

  const prove = (by: ProofKey, claims = {}): Promise<string> =>
    by.prove('POST', `${installation.url('auth-service')}/api/v1/oauth/token`, { claims });

  async function exchange(
    subject: string,
    proof: string | null,
    url = installation.url('auth-service'),
  ): Promise<Pick<Answer, 'status' | 'body'>> {
    const response = await fetch(`${url}/api/v1/oauth/token`, {
      method: 'POST',
      headers: {
        [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
        ...(proof === null ? {} : { DPoP: proof }),
      },
      body: new URLSearchParams({
        client_id: agent.id,
        client_secret: agent.secret,
        grant_type: EXCHANGE,
        subject_token: subject,
        subject_token_type: subject.includes('.') ? ACCESS_TOKEN : DELEGATION_TOKEN_TYPE,
      }),
    });
    return { status: response.status, body: await response.json() };
  }

  const read = (token: string, scheme: string, proof: string | null): Promise<Answer> =>
    installation.call('constitutional-core', 'GET', VERSIONS, {
      as: null,
      headers: { Authorization: `${scheme} ${token}`, ...(proof === null ? {} : { DPoP: proof }) },
    });
  const proofOfReading = (by: ProofKey, token: string): Promise<string> =>
    by.prove('GET', `${installation.url('constitutional-core')}${VERSIONS}`, { token });

  it('gives a token that is bound to the key, and passes with it alone', async () => {
    const { status, body } = await exchange(delegation.id, await prove(key));
    expect([status, body]).toMatchObject([200, { token_type: 'DPoP', issued_token_type: ACCESS_TOKEN }]);
    const { access_token: token } = body as { access_token: string };
    expect(decodeJwt(token)).toMatchObject({ cnf: { jkt: key.thumbprint }, act: { sub: agent.id } });
    expect((await read(token, 'DPoP', await proofOfReading(key, token))).status).toBe(200);
    expect((await read(token, 'Bearer', null)).status).toBe(401);
    expect((await read(token, 'DPoP', null)).status).toBe(401);
    const stranger = await ProofKey.create();
    expect((await read(token, 'DPoP', await proofOfReading(stranger, token))).status).toBe(401);
  });

  it('is what the token of a person needs that is bound to a key: of that key, and of no other', async () => {
    const bound = await person.token(SCOPES, {}, key);
    expect(decodeJwt(bound)).toMatchObject({ sub: person.id, cnf: { jkt: key.thumbprint } });
    expect(await exchange(bound, null)).toMatchObject(REFUSED);
    expect(await exchange(bound, await prove(await ProofKey.create()))).toMatchObject(REFUSED);
    const { status, body } = await exchange(bound, await prove(key));
    expect(status).toBe(200);
    expect(decodeJwt((body as { access_token: string }).access_token)).toMatchObject({
      sub: person.id,
      cnf: { jkt: key.thumbprint },
    });
  });

  it('is refused with one that was used, whichever process took it, and gives one token of many at once', async () => {
    const urls = [installation.url('auth-service'), other.url];
    const proof = await prove(key);
    expect(await exchange(delegation.id, proof, urls[0])).toMatchObject({ status: 200 });
    for (const url of urls) expect(await exchange(delegation.id, proof, url)).toMatchObject(REFUSED);

    const raced = await prove(key);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => exchange(delegation.id, raced, urls[n % 2])),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('remembers a proof from a clock that is ahead for as long as it is good', async () => {
    const ahead = Math.floor(Date.now() / 1000) + 290;
    const proof = await prove(key, { iat: ahead });
    await query(installation, `DELETE FROM auth_service.oauth_records WHERE model = 'ReplayDetection'`);
    expect(await exchange(delegation.id, proof)).toMatchObject({ status: 200 });
    const [row] = await query<{ end: string }>(
      installation,
      `SELECT extract(epoch FROM expires_at) AS end FROM auth_service.oauth_records WHERE model = 'ReplayDetection'`,
    );
    expect(Number(row?.end)).toBeGreaterThanOrEqual(ahead + 300);
  });
});
