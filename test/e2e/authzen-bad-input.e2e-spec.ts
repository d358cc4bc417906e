import fc from 'fast-check';
import { action, askAuthzen, record, startAuthzen, user } from '../support/authzen.js';
import { exchange } from '../support/exchange.js';
import type { Answer, Installation } from '../support/installation.js';

const READ = { subject: user('alice'), action: action('read'), resource: record('record-1') };
const PATHS = ['evaluation', 'evaluations'] as const;

const without = (member: keyof typeof READ): object => ({ ...READ, [member]: undefined });

describe('what AuthZEN clients may not send', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startAuthzen();
  });

  afterAll(async () => {
    await installation.close();
  });

  const pathsOf = ({ body }: Answer): unknown[] =>
    (body as { faults: { path: unknown }[] }).faults.map(({ path }) => path);

  describe.each(PATHS)('/access/v1/%s', (path) => {
    it.each([
      [without('subject'), '/subject'],
      [without('action'), '/action'],
      [without('resource'), '/resource'],
      [{ ...READ, subject: { id: 'alice' } }, '/subject/type'],
      [{ ...READ, subject: { type: 'user' } }, '/subject/id'],
      [{ ...READ, action: {} }, '/action/name'],
      [{ ...READ, resource: { id: 'record-1' } }, '/resource/type'],
      [{ ...READ, resource: { type: 'record' } }, '/resource/id'],
      [{ ...READ, subject: 'alice' }, '/subject'],
      [{ ...READ, action: { name: 123 } }, '/action/name'],
      [{ ...READ, action: { name: '' } }, '/action/name'],
      [{ ...READ, subject: user('x'.repeat(513)) }, '/subject/id'],
      [{ ...READ, resource: { ...READ.resource, properties: [] } }, '/resource/properties'],
      [{ ...READ, context: 'x' }, '/context'],
      [{ ...READ, context: null }, '/context'],
      [[READ], ''],
      [null, ''],
    ])('answers 400 to %j', async (body, fault) => {
      const answer = await askAuthzen(installation, path, body);
      expect(answer).toMatchObject({ status: 400, body: { type: 'urn:acgs:problem:validation-failed' } });
      expect(pathsOf(answer)).toStrictEqual([fault]);
    });

    it.each(['', '{', '{"subject":{},"subject":{}}', '{"__proto__":{}}', '\ufeff{}', '[1e999]'])(
      'answers 400 to %j, which is no JSON that everybody reads alike',
      async (body) => {
        const headers = { 'Content-Type': 'application/json' };
        expect((await askAuthzen(installation, path, body, { headers })).status).toBe(400);
      },
    );

    it.each(['text/plain', 'application/yaml', 'application/x-www-form-urlencoded', 'application/jsonp'])(
      'answers 400 to %s',
      async (type) => {
        const answer = await askAuthzen(installation, path, JSON.stringify(READ), {
          headers: { 'Content-Type': type },
        });
        expect(answer.status).toBe(400);
        expect(pathsOf(answer)).toStrictEqual(['Content-Type']);
      },
    );

    it('answers 400 to a body without a type, and to none', async () => {
      const headers = { authorization: `Bearer ${await installation.token('platform')}` };
      const send = { method: 'POST', path: `/access/v1/${path}`, headers };
      const body = Buffer.from(JSON.stringify(READ));
      for (const parts of [{ body }, { body: [body] }, {}]) {
        const answer = await exchange(installation.url('api-gateway'), { ...send, ...parts });
        expect([answer.status, answer.headers['content-type']]).toStrictEqual([
          400,
          'application/problem+json; charset=utf-8',
        ]);
      }
    });

    it('asks for the permission, and for the one that lets a client ask about others', async () => {
      const hash = 'cdd01ef066bc6cf2';
      expect(await askAuthzen(installation, path, READ, { as: 'auditor', hash })).toMatchObject({
        status: 403,
        body: { permission: 'decisions:create' },
      });
      expect(await askAuthzen(installation, path, READ, { as: 'demo-agent', hash })).toMatchObject({
        status: 403,
        body: {
          type: 'urn:acgs:problem:subject-mismatch',
          detail: expect.stringContaining('decisions:on-behalf'),
        },
      });
    });

    it('is not there without the hash, for whoever calls the engine itself', async () => {
      const call = { as: 'platform', hash: null, body: READ };
      const answer = await installation.call('governance-engine', 'POST', `/access/v1/${path}`, call);
      expect(answer.status).toBe(428);
    });

    it('answers 405 to another method, and 404 to another path', async () => {
      const call = { as: 'platform', hash: null };
      expect((await installation.call('api-gateway', 'GET', `/access/v1/${path}`, call)).status).toBe(405);
      expect((await askAuthzen(installation, `${path}/x` as typeof path, READ)).status).toBe(404);
      const api = await installation.call('governance-engine', 'POST', `/api/v1/access/v1/${path}`, call);
      expect(api.status).toBe(404);
    });
  });

  it.each([
    [{ evaluations: {} }, '/evaluations'],
    [{ evaluations: [READ, 'x'] }, '/evaluations/1'],
    [{ evaluations: [[]] }, '/evaluations/0'],
    [{ evaluations: [READ], subject: 'alice' }, '/subject'],
    [{ evaluations: [READ], context: [] }, '/context'],
    [{ evaluations: [READ], options: { evaluations_semantic: 'any' } }, '/options/evaluations_semantic'],
    [{ evaluations: [READ], options: [] }, '/options'],
    [{ evaluations: [READ], options: null }, '/options'],
  ])('answers 400 to several evaluations in %j', async (body, fault) => {
    const answer = await askAuthzen(installation, 'evaluations', body);
    expect(answer.status).toBe(400);
    expect(pathsOf(answer)).toStrictEqual([fault]);
  });

  it('takes 1 MiB for one and 8 MiB for several, and no more', async () => {
    const body = (bytes: number): object => ({ ...READ, context: { text: 'x'.repeat(bytes) } });
    const path = '/access/v1/evaluation';
    const call = { as: 'platform', body: body(1_100_000) };
    expect((await installation.call('governance-engine', 'POST', path, call)).status).toBe(413);
    expect((await askAuthzen(installation, 'evaluations', body(1_100_000))).status).toBe(200);
    expect((await askAuthzen(installation, 'evaluations', body(8_400_000))).status).toBe(413);
  });

  /** Nothing about mallory is permitted by any rule, whatever stands beside her name. */
  it('never fails at, and never permits, what is made up', async () => {
    const anyValue = fc.jsonValue({ maxDepth: 3 });
    const entity = fc.oneof(
      { arbitrary: fc.constantFrom<unknown>(action('read'), record('record-1'), user('mallory')), weight: 3 },
      { arbitrary: anyValue, weight: 1 },
    );
    const mallory = fc.oneof(
      { arbitrary: anyValue.map((properties): unknown => ({ ...user('mallory'), properties })), weight: 3 },
      { arbitrary: anyValue.filter((value) => !JSON.stringify(value).includes('alice')), weight: 1 },
    );
    const keys = { subject: mallory, action: entity, resource: entity, context: anyValue };
    const evaluation = fc.record<Record<string, unknown>>(keys, { requiredKeys: [] });
    const wellFormed = fc.record({
      subject: fc.object({ maxDepth: 2 }).map((properties) => ({ ...user('mallory'), properties })),
      action: fc.constantFrom(action('read'), action('write')),
      resource: fc.constantFrom(record('record-1'), record('record-2')),
    });
    const options = fc.oneof(
      anyValue,
      fc.record({
        evaluations_semantic: fc.constantFrom('deny_on_first_deny', 'permit_on_first_permit', 'x'),
      }),
    );
    const more = { evaluations: fc.oneof(anyValue, fc.array(fc.oneof(evaluation, anyValue))), options };
    const request = fc.oneof(
      anyValue,
      evaluation,
      wellFormed,
      fc.record({ ...keys, ...more }, { requiredKeys: [] }),
    );
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...PATHS), request, async (path, body) => {
        const answer = await askAuthzen(installation, path, JSON.stringify(body), {
          headers: { 'Content-Type': 'application/json' },
        });
        seen.add(answer.status);
        expect([200, 400]).toContain(answer.status);
        expect(JSON.stringify(answer.body)).not.toContain('"decision":true');
      }),
      { numRuns: 300 },
    );
    expect(seen).toStrictEqual(new Set([200, 400]));
  }, 60_000);
});
