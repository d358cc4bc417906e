import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { Client } from 'pg';
import { AuthorizationSuite, PERSON } from '../support/authorization.js';

const INACTIVE = { active: false };

describe('tokens', () => {
  let suite: AuthorizationSuite;

  beforeAll(async () => {
    suite = await AuthorizationSuite.start();
  });

  afterAll(async () => {
    await suite.close();
  });

  const introspect = async (token: unknown): Promise<Readonly<Record<string, unknown>>> => {
    const form = { client_id: 'web', client_secret: 'x'.repeat(43), token: String(token) };
    return (await suite.post('introspection', form)).body;
  };

  const userInfo = (token: unknown): Promise<Response> =>
    fetch(`${suite.url}/api/v1/oauth/userinfo`, {
      headers: {
        Authorization: `Bearer ${String(token)}`,
        [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
      },
    });

  /** Revocations reach a process soon after the commit. */
  async function refused(token: unknown): Promise<number> {
    let status = 200;
    while (status === 200) ({ status } = await userInfo(token));
    return status;
  }

  it('of a person tell who that is', async () => {
    const { access_token } = await suite.signIn({ scope: 'openid email offline_access' });
    const response = await userInfo(access_token);
    expect(await response.json()).toStrictEqual({
      sub: PERSON.id,
      email: PERSON.email,
      email_verified: true,
    });
  });

  it('are introspected, signed ones too', async () => {
    const { access_token, refresh_token } = await suite.signIn();
    expect(await introspect(access_token)).toMatchObject({
      active: true,
      sub: PERSON.id,
      client_id: 'web',
      iss: suite.url,
      scope: 'openid offline_access decisions:read',
      permissions: ['decisions:read'],
    });
    expect(await introspect(refresh_token)).toMatchObject({ active: true, sub: PERSON.id });
    expect(await introspect(`${String(access_token)}x`)).toStrictEqual(INACTIVE);
    expect(await introspect('nothing')).toStrictEqual(INACTIVE);
  });

  it('that are revoked are refused, and the others of the grant are not', async () => {
    const { access_token, refresh_token } = await suite.signIn();
    const form = { client_id: 'web', client_secret: 'x'.repeat(43), token: String(access_token) };
    expect((await suite.post('revocation', form)).status).toBe(200);
    expect(await refused(access_token)).toBe(401);
    expect(await introspect(access_token)).toStrictEqual(INACTIVE);
    expect((await suite.refresh(refresh_token)).status).toBe(200);
  });

  it('of a family that ended are refused, and the end is in the log once', async () => {
    const first = await suite.signIn();
    const second = await suite.refresh(first.refresh_token);
    await Promise.all([suite.refresh(first.refresh_token), suite.refresh(first.refresh_token)]);
    expect(await refused(second.body.access_token)).toBe(401);

    const client = new Client({ connectionString: suite.database.url });
    await client.connect();
    const { rows } = await client.query(
      `SELECT kind, detail FROM auth_service.security_events WHERE kind = 'token-family-ended'`,
    );
    await client.end();
    expect(rows).toStrictEqual([
      { kind: 'token-family-ended', detail: { cause: 'reuse', person: PERSON.id, client: 'web' } },
    ]);
  });

  it('are revoked by their own client alone', async () => {
    const { access_token } = await suite.signIn();
    const form = { client_id: 'robot', client_secret: 'x'.repeat(43), token: String(access_token) };
    expect((await suite.post('revocation', form)).status).toBe(400);
    expect((await userInfo(access_token)).status).toBe(200);
  });
});
