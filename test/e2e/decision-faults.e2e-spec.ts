import type { Problem } from '@acgs/contracts';
import { base64url, decodeJwt, decodeProtectedHeader, generateKeyPair, SignJWT } from 'jose';
import { Client } from 'pg';
import { evaluationRequest, startGoverned } from '../support/governed.js';
import type { Answer, CallOptions, Installation } from '../support/installation.js';

describe('decisions for those who may not have them', () => {
  let installation: Installation;
  let token: string;

  beforeAll(async () => {
    installation = await startGoverned();
    token = await installation.token('demo-agent');
  });

  afterAll(async () => {
    await installation.close();
  });

  const call = (method: string, path: string, options: CallOptions = {}): Promise<Answer> =>
    installation.call('governance-engine', method, `/api/v1/${path}`, options);

  const ask = (options: CallOptions): Promise<Answer> =>
    call('POST', 'decisions', { body: evaluationRequest({ resource: 'refused' }), ...options });

  const query = async (text: string, values: unknown[] = []): Promise<unknown[]> => {
    const client = new Client({ connectionString: installation.database.url });
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(text, values);
    await client.end();
    return rows;
  };

  const unsigned = (alg: string, signature: string): string =>
    [
      base64url.encode(JSON.stringify({ ...decodeProtectedHeader(token), alg })),
      token.split('.')[1],
      signature,
    ].join('.');

  const foreign = async (): Promise<string> => {
    const { privateKey } = await generateKeyPair('ES256');
    const { kid } = decodeProtectedHeader(token);
    return new SignJWT(decodeJwt(token))
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', ...(kid === undefined ? {} : { kid }) })
      .sign(privateKey);
  };

  it.each<[string, () => string | Promise<string>]>([
    ['alg:none', () => unsigned('none', '')],
    ['alg:none with a signature', () => unsigned('none', token.split('.')[2]!)],
    ['alg:HS256', () => unsigned('HS256', base64url.encode('x'.repeat(32)))],
    ['a foreign key under the known id', foreign],
    ['an expired token', () => installation.token('demo-agent', -10)],
    ['another issuer', () => installation.mint('demo-agent', { iss: 'http://elsewhere.example' })],
    ['an id token', () => installation.mint('demo-agent', {}, 'JWT')],
    ['what is no token', () => 'token'],
  ])('answers 401 to %s, and records nothing', async (_, forged) => {
    const answer = await ask({ token: await forged() });
    expect(answer).toMatchObject({ status: 401, body: { type: 'urn:acgs:problem:unauthenticated' } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    expect(answer.body).not.toHaveProperty('outcome');
    expect(
      await query("SELECT 1 FROM governance_engine.decisions WHERE resource_id = 'refused'"),
    ).toStrictEqual([]);
  });

  it('names every fault of a request that has many, each with its path', async () => {
    const body = { subject: { type: '', extra: 1 }, action: 7, resource: { id: 'd' }, context: [], more: 1 };
    const answer = await ask({ as: 'demo-agent', body });
    expect(answer.status).toBe(400);
    expect(((answer.body as Problem).faults ?? []).map(({ path }) => path).sort()).toStrictEqual([
      '/action',
      '/context',
      '/more',
      '/resource/type',
      '/subject/extra',
      '/subject/id',
      '/subject/type',
    ]);
  });

  it.each([
    'decisions?subject=%00',
    'decisions?action=a%00b',
    'decisions?resource=%00',
    'decisions?rule=%00',
    'decisions/%00',
    'policies/%00',
    'policies?cursor=%00',
    'policies/team/versions?cursor=%00',
    'decisions?from=-000001-01-01T00:00:00Z',
    'decisions?subject=a&subject=b',
  ])('answers 400 or 404 to GET %s', async (path) => {
    const { status, headers } = await call('GET', path);
    expect([400, 404]).toContain(status);
    expect(headers.get('content-type')).toContain('application/problem+json');
  });

  it.each(['0001-01-01T00:00:00Z', '1969-12-31T23:59:59Z', '9999-12-31T23:59:59Z'])(
    'takes the moment %s as a bound',
    async (moment) => {
      expect((await call('GET', `decisions?from=${moment}`)).status).toBe(200);
      expect((await call('GET', `decisions?to=${moment}`)).status).toBe(200);
    },
  );

  it.each(['"\\0"', '"\\uD800"', '"a\\x00b"'])('refuses a policy in YAML that says %s', async (text) => {
    const body = `id: odd\ntitle: ${text}\nowner: team\nrules: []\n`;
    const answer = await call('POST', 'policies', { body, headers: { 'Content-Type': 'application/yaml' } });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it.each([
    ['constitutionVersion', '999'],
    ['constitutionDigest', '"another"'],
    ['policySetDigest', '"another"'],
  ])('explains nothing when the rules that were pinned are not kept: %s %s', async (pin, value) => {
    const { body } = await call('POST', 'decisions', { as: 'demo-agent', body: evaluationRequest() });
    const { decisionId } = body as { decisionId: string };
    await query(
      `UPDATE governance_engine.decisions
       SET decision = jsonb_set(decision::jsonb, '{pins,${pin}}', '${value}')::json WHERE decision_id = $1`,
      [decisionId],
    );
    expect(await call('GET', `decisions/${decisionId}/explanation`)).toMatchObject({
      status: 404,
      body: {
        type: 'urn:acgs:problem:not-found',
        detail: expect.stringContaining(String(JSON.parse(value))),
      },
    });
  });
});
