import type { PolicyVersion } from '@acgs/contracts';
import { randomUUID } from 'node:crypto';
import { POLICY } from '../support/governed.js';
import {
  type Answer,
  type CallOptions,
  type Installation,
  startInstallation,
} from '../support/installation.js';

const EVOLUTION: CallOptions = { as: 'ec-service' };

describe('proposals of policy versions', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({ services: ['governance-engine'] });
  });

  afterAll(async () => {
    await installation.close();
  });

  const call = (method: string, path: string, options: CallOptions = {}): Promise<Answer> =>
    installation.call('governance-engine', method, `/api/v1/policies${path}`, options);

  const inForce = (id: string, title = 'Now', options: CallOptions = {}): Promise<Answer> =>
    call('POST', '?activate=true', { ...options, body: { ...POLICY, id, title } });

  const proposal = (id: string, change: object = {}): Record<string, unknown> => ({
    document: { ...POLICY, id, title: 'Found' },
    basedOn: 1,
    author: 'ada',
    origin: { runId: randomUUID(), candidateId: '7', promotedBy: 'grace' },
    ...change,
  });

  const propose = (id: string, body: object, query = '', options = EVOLUTION): Promise<Answer> =>
    call('POST', `/${id}/proposals${query}`, { ...options, body });

  it('are versions in review, whose author is not who sent them, and does not put them in force', async () => {
    await inForce('tuned');
    const body = proposal('tuned', { author: 'approver' });
    const proposed = await propose('tuned', body);
    expect(proposed).toMatchObject({
      status: 201,
      body: {
        version: 2,
        status: 'in-review',
        createdBy: 'approver',
        review: { submittedBy: 'grace' },
        origin: body.origin,
      },
    });
    expect(proposed.headers.get('location')).toBe('/api/v1/policies/tuned/versions/2');
    const activation = { body: { version: 2 } };
    expect(await call('PUT', '/tuned/activation', { as: 'approver', ...activation })).toMatchObject({
      status: 403,
      body: { type: 'urn:acgs:problem:activation-of-own-version' },
    });
    expect(await call('PUT', '/tuned/activation', activation)).toMatchObject({ body: { status: 'active' } });
  });

  it('are made once for a candidate, whatever is in force when it is asked again, and many times at once', async () => {
    await inForce('once');
    const body = proposal('once');
    const answers = await Promise.all(Array.from({ length: 5 }, () => propose('once', body)));
    expect(answers.map(({ status }) => status).sort()).toStrictEqual([200, 200, 200, 200, 201]);
    await inForce('once', 'Meanwhile');
    expect(await propose('once', body)).toMatchObject({ status: 200, body: { version: 2 } });
    const another = { ...body, basedOn: 3, origin: { ...(body.origin as object), candidateId: '8' } };
    expect(await propose('once', another)).toMatchObject({ status: 201, body: { version: 4 } });
  });

  it('are other versions when the candidate has another document by now', async () => {
    await inForce('again');
    const body = proposal('again');
    await propose('again', body);
    await inForce('again', 'Meanwhile');
    const replayed = { ...body, document: { ...POLICY, id: 'again', title: 'Found again' } };
    expect((await propose('again', replayed)).status).toBe(409);
    expect(await propose('again', { ...replayed, basedOn: 3 })).toMatchObject({
      status: 201,
      body: { version: 4, title: 'Found again' },
    });
    expect(await propose('again', body)).toMatchObject({ status: 200, body: { version: 2 } });
  });

  it('are refused when another version is in force, or none', async () => {
    await inForce('moved');
    await inForce('moved', 'Then');
    expect((await propose('moved', proposal('moved'))).status).toBe(409);
    await call('PUT', '/moved/activation', { body: { version: null } });
    expect((await propose('moved', proposal('moved', { basedOn: 2 }))).status).toBe(409);
    expect((await call('GET', '/moved')).body).toMatchObject({ version: 2 });
  });

  it('are not rolled back to by their author, but by who proposes them', async () => {
    await inForce('mine');
    await propose('mine', proposal('mine', { author: 'approver' }));
    await call('PUT', '/mine/activation', { body: { version: 2 } });
    await inForce('mine', 'Better');
    const rollBack = (options: CallOptions): Promise<Answer> =>
      call('POST', '/mine/rollback', { ...options, body: { reason: 'It was right.' } });
    expect(await rollBack({ as: 'approver' })).toMatchObject({
      status: 403,
      body: { type: 'urn:acgs:problem:activation-of-own-version' },
    });
    expect((await call('GET', '/mine/versions/2')).body).toMatchObject({ active: false });
    expect(await rollBack(EVOLUTION)).toMatchObject({ status: 200, body: { version: 2, active: true } });
  });

  it('are for any tenant, by a client that may', async () => {
    const token = await installation.mint('admin', { tenant: 'other' });
    await inForce('theirs', 'Now', { token });
    expect((await propose('theirs', proposal('theirs'))).status).toBe(404);
    expect((await propose('theirs', proposal('theirs'), '?tenant=other')).status).toBe(201);
    const found = (await call('GET', '/theirs/versions/2', { token })).body as PolicyVersion;
    expect(found.status).toBe('in-review');
    expect((await propose('theirs', proposal('theirs'), '', {})).status).toBe(403);
    const rollback = { ...EVOLUTION, body: { reason: 'Worse than foretold.', from: 1 } };
    expect((await call('POST', '/theirs/rollback?tenant=other', rollback)).status).toBe(409);
    await inForce('theirs', 'Then', { token });
    const back = await call('POST', '/theirs/rollback?tenant=other', {
      ...EVOLUTION,
      body: { reason: 'Worse than foretold.', from: 3 },
    });
    expect(back).toMatchObject({ status: 200, body: { version: 1, active: true } });
    expect((await call('GET', '/theirs/activations?tenant=other&limit=1', EVOLUTION)).body).toMatchObject({
      items: [{ kind: 'rollback', from: 3, to: 1, actedBy: 'ec-service', reason: 'Worse than foretold.' }],
      nextCursor: '3',
    });
  });

  it.each([
    ['another policy', { document: { ...POLICY, id: 'other' } }, 400, '/document/id'],
    ['no author', { author: '' }, 400, '/author'],
    [
      'a run without a UUID',
      { origin: { runId: 'x', candidateId: '7', promotedBy: 'g' } },
      400,
      '/origin/runId',
    ],
    ['more than there is', { extra: 1 }, 400, '/extra'],
    [
      'a fault in a condition',
      { document: { ...POLICY, id: 'bad', rules: [{ ...POLICY.rules[0], when: '1 +' }] } },
      422,
      '/rules/0/when',
    ],
    [
      'a test that it fails',
      {
        document: {
          ...POLICY,
          id: 'bad',
          tests: [
            {
              name: 'x',
              request: {
                subject: { type: 'a', id: 'a' },
                action: { name: 'x' },
                resource: { type: 'b', id: 'b' },
              },
              outcome: 'allow',
            },
          ],
        },
      },
      422,
      '/tests/0',
    ],
  ])('are refused with %s', async (_, change, status, path) => {
    await inForce('bad');
    const answer = await propose('bad', proposal('bad', change));
    expect(answer).toMatchObject({ status, body: { faults: [{ path }] } });
  });
});
