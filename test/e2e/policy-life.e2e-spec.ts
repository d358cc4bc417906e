import type { PolicyChange, PolicyChangePage, PolicyPage, PolicyVersion } from '@acgs/contracts';
import { DataSource } from 'typeorm';
import { POLICY } from '../support/governed.js';
import { tokenOfPerson } from '../support/identities.js';
import {
  type Answer,
  type CallOptions,
  type Installation,
  startInstallation,
} from '../support/installation.js';
import { LogReader } from '../support/log-reader.js';
import { faultsOfTree } from '../support/tree-faults.js';

const AUTHOR: CallOptions = { as: 'author' };
const APPROVER: CallOptions = { as: 'approver' };

describe('the life of a policy', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({
      services: ['constitutional-core', 'integrity-service', 'governance-engine'],
    });
  });

  afterAll(async () => {
    await installation.close();
  });

  const call = (method: string, path: string, options: CallOptions = {}): Promise<Answer> =>
    installation.call('governance-engine', method, `/api/v1/policies${path}`, options);

  const problemOf = ({ status, body }: Answer): unknown[] => [
    status,
    (body as { type?: string }).type?.split(':').at(-1),
  ];

  const write = async (id: string, title = 'First', options = AUTHOR): Promise<PolicyVersion> => {
    const { status, body } = await call('POST', '', { ...options, body: { ...POLICY, id, title } });
    expect([200, 201]).toContain(status);
    return body as PolicyVersion;
  };

  const activate = (id: string, version: number | null, options = APPROVER): Promise<Answer> =>
    call('PUT', `/${id}/activation`, { ...options, body: { version, reason: 'It was looked at.' } });

  const rollBack = (id: string, body: object = {}, options = APPROVER): Promise<Answer> =>
    call('POST', `/${id}/rollback`, { ...options, body: { reason: 'It went wrong.', ...body } });

  const changesOf = async (id: string): Promise<PolicyChange[]> =>
    ((await call('GET', `/${id}/activations`)).body as PolicyChangePage).items;

  const statusesOf = async (id: string): Promise<string[]> =>
    ((await call('GET', `/${id}/versions`)).body as PolicyPage).items.map(({ status }) => status).reverse();

  /** Versions 1 to `count`, each put in force after the other. */
  const grown = async (id: string, count: number): Promise<void> => {
    for (let version = 1; version <= count; version++) {
      await write(id, `Title ${String(version)}`);
      expect((await activate(id, version)).status).toBe(200);
    }
  };

  it('goes from draft through review into force, and out of it', async () => {
    expect(await write('life')).toMatchObject({ status: 'draft', review: null, origin: null });
    const submitted = await call('POST', '/life/versions/1/review', AUTHOR);
    expect(submitted).toMatchObject({
      status: 200,
      body: { status: 'in-review', review: { submittedBy: 'author', rejectedBy: null } },
    });
    expect(await activate('life', 1)).toMatchObject({
      status: 200,
      body: { status: 'active', active: true },
    });
    await write('life', 'Second');
    await activate('life', 2);
    expect(await statusesOf('life')).toStrictEqual(['retired', 'active']);
    await activate('life', null);
    expect(await statusesOf('life')).toStrictEqual(['retired', 'retired']);
    await activate('life', 1);
    expect(await statusesOf('life')).toStrictEqual(['active', 'retired']);
    expect(
      (await changesOf('life')).map(({ number, kind, from, to }) => [number, kind, from, to]),
    ).toStrictEqual([
      [4, 'activation', null, 1],
      [3, 'retirement', 2, null],
      [2, 'activation', 1, 2],
      [1, 'activation', null, 1],
    ]);
  });

  it('ends in a review with no, which nothing makes good but another version', async () => {
    await write('refused');
    await call('POST', '/refused/versions/1/review', AUTHOR);
    const rejected = await call('POST', '/refused/versions/1/rejection', {
      ...APPROVER,
      body: { reason: 'Too lax.' },
    });
    expect(rejected).toMatchObject({
      status: 200,
      body: { status: 'rejected', review: { rejectedBy: 'approver', reason: 'Too lax.' } },
    });
    expect(problemOf(await activate('refused', 1))).toStrictEqual([409, 'conflict']);
    expect(problemOf(await call('POST', '/refused/versions/1/review', AUTHOR))).toStrictEqual([
      409,
      'conflict',
    ]);
    expect(await write('refused')).toMatchObject({ version: 2, status: 'draft' });
  });

  it('is not put in force by its author, but with a permission for it, which the record tells', async () => {
    await write('own', 'First', { as: 'admin' });
    const admin = { roles: ['admin'], permissions: [] };
    const token = await installation.mint('admin', admin);
    for (const answer of [
      await activate('own', 1, { token }),
      await call('POST', '?activate=true', { token, body: { ...POLICY, id: 'own', title: 'Another' } }),
    ])
      expect(problemOf(answer)).toStrictEqual([403, 'activation-of-own-version']);
    expect(await statusesOf('own')).toStrictEqual(['draft']);
    expect((await activate('own', 1, { as: 'admin' })).status).toBe(200);
    expect(await changesOf('own')).toMatchObject([
      { actedBy: 'admin', reason: 'It was looked at.', selfActivated: true },
    ]);
    const others = await call('POST', '?activate=true', { body: { ...POLICY, id: 'own', title: 'Another' } });
    expect(others.status).toBe(201);
    expect((await changesOf('own'))[0]).toMatchObject({ reason: null, selfActivated: true });
  });

  it('is not put in force by who has acted for its author, which the record tells', async () => {
    const token = await installation.mint('author', { act: { sub: 'approver' } });
    await write('behind', 'First', { token });
    expect(problemOf(await activate('behind', 1))).toStrictEqual([403, 'activation-of-own-version']);
    expect((await activate('behind', 1, { as: 'admin' })).status).toBe(200);
    expect(await changesOf('behind')).toMatchObject([{ actedBy: 'admin', actors: [], clientId: 'admin' }]);
  });

  it('is changed by nobody who only writes, by no agent, and by a person with a fresh second factor alone', async () => {
    await write('guarded');
    expect(problemOf(await activate('guarded', 1, AUTHOR))).toStrictEqual([403, 'forbidden']);
    const direct = { ...AUTHOR, body: { ...POLICY, id: 'guarded', title: 'x' } };
    expect(await call('POST', '?activate=true', direct)).toMatchObject({
      status: 403,
      body: { permission: 'policies:activate' },
    });
    const agent = await installation.mint('approver', { act: { sub: 'helper' } });
    expect(problemOf(await activate('guarded', 1, { token: agent }))).toStrictEqual([403, 'forbidden']);
    expect(problemOf(await activate('guarded', null, { token: agent }))).toStrictEqual([403, 'forbidden']);
    expect(problemOf(await rollBack('guarded', {}, { token: agent }))).toStrictEqual([403, 'forbidden']);
    const tired = await tokenOfPerson(installation, ['approver'], { auth_time: 1 });
    expect(problemOf(await activate('guarded', 1, { token: tired }))).toStrictEqual([
      401,
      'authentication-insufficient',
    ]);
    const person = await tokenOfPerson(installation, ['approver'], { client_id: 'page' });
    expect((await activate('guarded', 1, { token: person })).status).toBe(200);
    expect(await changesOf('guarded')).toHaveLength(1);
  });

  it('is rolled back step by step, and never to and fro', async () => {
    await grown('back', 3);
    expect(problemOf(await rollBack('back', { from: 2 }))).toStrictEqual([409, 'conflict']);
    expect(await rollBack('back', { from: 3 })).toMatchObject({
      status: 200,
      body: { version: 2, active: true },
    });
    expect((await rollBack('back')).body).toMatchObject({ version: 1, status: 'active' });
    expect(problemOf(await rollBack('back'))).toStrictEqual([409, 'conflict']);
    expect((await changesOf('back'))[0]).toMatchObject({ kind: 'rollback', reason: 'It went wrong.', to: 1 });
    await activate('back', null);
    expect(problemOf(await rollBack('back'))).toStrictEqual([409, 'conflict']);
    await write('never');
    expect(problemOf(await rollBack('never'))).toStrictEqual([409, 'conflict']);
  });

  it('is one history however many change it at once', async () => {
    await grown('race', 4);
    const answers = await Promise.all([
      ...[1, 2, 3, 1, 2, 3].map((version) => activate('race', version)),
      ...[4, 4, 4].map((from) => rollBack('race', { from })),
      rollBack('race'),
    ]);
    expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toStrictEqual([]);
    const changes = (await changesOf('race')).reverse();
    expect(changes.map(({ number }) => number)).toStrictEqual(changes.map((_, index) => index + 1));
    expect(changes.slice(1).map(({ from }) => from)).toStrictEqual(changes.slice(0, -1).map(({ to }) => to));
    const times = changes.map(({ actedAt }) => actedAt);
    expect(times).toStrictEqual([...times].sort());
    expect((await statusesOf('race')).indexOf('active') + 1).toBe(changes.at(-1)?.to);
  });

  it('is in the log, where the monitor holds it against the table, which nobody changes', async () => {
    await grown('logged', 1);
    const receipt = await new LogReader(installation).receipt('policy-activation:logged:1');
    const [change] = await changesOf('logged');
    expect(JSON.parse(receipt.entry)).toMatchObject({
      kind: 'policy-activation',
      body: { ...change, policy: 'logged' },
    });
    const database = installation.service('governance-engine').app.get(DataSource, { strict: false });
    const forged = `UPDATE governance_engine.policy_activations SET acted_by = 'somebody' WHERE id = 'logged'`;
    await expect(database.query(forged)).rejects.toThrow('immutable');
    const version = `UPDATE governance_engine.policy_versions SET created_by = 'somebody'`;
    await expect(database.query(version)).rejects.toThrow('immutable');
    expect(await faultsOfTree(installation)).toStrictEqual([]);
    await database.query(
      `ALTER TABLE governance_engine.policy_activations DISABLE TRIGGER activations_are_immutable; ${forged};
       ALTER TABLE governance_engine.policy_activations ENABLE TRIGGER activations_are_immutable`,
    );
    expect(await faultsOfTree(installation)).toStrictEqual([
      `the activation of leaf ${String(receipt.leafIndex)} was changed`,
    ]);
  });

  it('has a record also of what a release before it puts in force', async () => {
    await write('earlier');
    const database = installation.service('governance-engine').app.get(DataSource, { strict: false });
    const set = (version: string): Promise<unknown> =>
      database.query(
        `UPDATE governance_engine.policies SET active_version = ${version} WHERE id = 'earlier'`,
      );
    await set('1');
    await set('NULL');
    expect(await changesOf('earlier')).toMatchObject([
      { number: 2, kind: 'retirement', from: 1, to: null, actedBy: null },
      { number: 1, kind: 'activation', from: null, to: 1, actedBy: null, selfActivated: false },
    ]);
    expect((await activate('earlier', 1)).status).toBe(200);
  });

  it.each([
    ['PUT', '/absent/activation', { version: 1 }, 404],
    ['PUT', '/present/activation', { version: 9 }, 404],
    ['PUT', '/present/activation', {}, 400],
    ['PUT', '/present/activation', { version: 1, why: 'x' }, 400],
    ['PUT', '/present/activation', { version: 1, reason: ' ' }, 400],
    ['POST', '/absent/rollback', { reason: 'x' }, 404],
    ['POST', '/present/rollback', {}, 400],
    ['POST', '/present/rollback', { reason: 'x', to: 1 }, 400],
    ['POST', '/present/rollback?tenant=other', { reason: 'x' }, 403],
    ['POST', '/present/versions/9/review', undefined, 404],
    ['POST', '/present/versions/0/review', undefined, 400],
    ['POST', '/present/versions/1/rejection', {}, 400],
    ['POST', '/present/versions/1/rejection', { reason: 'x' }, 409],
    ['GET', '/present/activations?cursor=x', undefined, 400],
  ])('answers %s %s with %j by what is wrong', async (method, path, body, status) => {
    await write('present');
    expect((await call(method, path, { body })).status).toBe(status);
  });
});
