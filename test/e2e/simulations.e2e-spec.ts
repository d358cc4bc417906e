import type { Simulation, SimulationPage } from '@acgs/contracts';
import { Client } from 'pg';
import { SimulationRetention } from '../../apps/governance-engine/src/simulations/simulation-retention.js';
import { fillDecisions } from '../support/filled-tables.js';
import { COUNTED_SIMULATION, fillFlips, fillSimulations } from '../support/filled-simulations.js';
import { POLICY, startGoverned } from '../support/governed.js';
import type { Answer, Installation } from '../support/installation.js';
import { requestOf } from '../support/simulated.js';

const DAY = 24 * 60 * 60 * 1000;
const ago = (milliseconds: number): string => new Date(Date.now() - milliseconds).toISOString();
const [WORK] = POLICY.rules;

/** Nothing is replayed here: `simulations.process` has that. */
describe('simulations', () => {
  let installation: Installation;
  let database: Client;

  beforeAll(async () => {
    installation = await startGoverned({ SIMULATION_QUEUE_MAX: '3' });
    database = new Client({ connectionString: installation.database.url });
    await database.connect();
    await fillDecisions(database, 1, 30);
  });

  afterEach(async () => {
    await database.query(`DELETE FROM governance_engine.simulations`);
  });

  afterAll(async () => {
    await database.end();
    await installation.close();
  });

  const recorded = (): object => ({ source: 'recorded', from: ago(2 * DAY) });

  const create = (candidate: object, evidence: object = recorded(), options: object = {}): Promise<Answer> =>
    installation.call('governance-engine', 'POST', '/api/v1/simulations', {
      as: 'admin',
      body: { candidate, evidence },
      ...options,
    });

  const get = (path: string, options: object = {}): Promise<Answer> =>
    installation.call('governance-engine', 'GET', `/api/v1/simulations${path}`, {
      as: 'admin',
      ...options,
    });

  const foreign = async (): Promise<object> => ({
    token: await installation.mint('admin', { tenant: 'elsewhere' }),
  });

  it('are queued with the rules in force, and the candidate as it would be numbered', async () => {
    const { status, body, headers } = await create({ policies: [POLICY, { ...POLICY, id: 'new' }] });
    const simulation = body as Simulation;
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/v1/simulations/${simulation.simulationId}`);
    expect(simulation).toMatchObject({
      status: 'queued',
      createdBy: 'admin',
      progress: 0,
      base: { constitutionVersion: 1 },
      candidate: {
        policies: [
          { id: 'team', version: 2 },
          { id: 'new', version: 1 },
        ],
        constitutionDigest: null,
      },
      result: { compared: 0, flips: 0 },
    });
    expect(simulation.pins.policySetDigest).not.toBe(simulation.base.policySetDigest);
    expect((await get(`/${simulation.simulationId}`)).body).toStrictEqual(simulation);
  });

  it.each([
    ['a policy that is not in force', { withoutPolicies: ['nobody'] }, '/candidate/withoutPolicies/0'],
    [
      'a version that is not there',
      { policyVersions: [{ id: 'team', version: 9 }] },
      '/candidate/policyVersions/0',
    ],
    [
      'a condition that does not compile',
      { policies: [{ ...POLICY, rules: [{ ...WORK, when: 'nonsense(' }] }] },
      '/candidate/policies/0/rules/0/when',
    ],
    [
      'a test that fails',
      { policies: [{ ...POLICY, tests: [{ name: 'no', request: requestOf(4), outcome: 'allow' }] }] },
      '/candidate/policies/0/tests/0',
    ],
  ])('refuse %s with its path', async (_, candidate, path) => {
    const { status, body } = await create(candidate);
    expect({ status, type: (body as { type: string }).type }).toStrictEqual({
      status: 422,
      type: 'urn:acgs:problem:rules-invalid',
    });
    expect((body as { faults: { path: string }[] }).faults[0]?.path).toBe(path);
  });

  it.each([
    ['no evidence', {}, '/evidence/source'],
    ['a time that ends before it begins', { source: 'recorded', from: ago(1), to: ago(DAY) }, '/evidence/to'],
    ['a time that lies ahead', { source: 'recorded', from: ago(DAY), to: ago(-DAY) }, '/evidence/to'],
    ['following what is over', { source: 'recorded', follow: true, to: ago(DAY) }, '/evidence/to'],
    ['following without end', { source: 'recorded', follow: true }, '/evidence/to'],
    ['following for years', { source: 'recorded', follow: true, to: ago(-400 * DAY) }, '/evidence/to'],
    ['looking back without a start', { source: 'recorded' }, '/evidence/from'],
    [
      'a share of nothing',
      { source: 'recorded', from: ago(DAY), sample: { share: 0 } },
      '/evidence/sample/share',
    ],
    [
      'a share that is no number',
      { source: 'recorded', from: ago(DAY), sample: { share: 'NaN' } },
      '/evidence/sample/share',
    ],
    ['an empty set', { source: 'uploaded', requests: [] }, '/evidence/requests'],
    [
      'a set that is too large',
      {
        source: 'uploaded',
        requests: Array.from({ length: 10_001 }, () => ({ request: requestOf(0), outcome: 'deny' })),
      },
      '/evidence/requests',
    ],
    ['an unknown field', { source: 'recorded', from: ago(DAY), until: ago(1) }, '/evidence/until'],
  ])('refuse %s with its path', async (_, evidence, path) => {
    const { status, body } = await create({}, evidence);
    expect(status).toBe(400);
    expect((body as { faults: { path: string }[] }).faults.map((fault) => fault.path)).toContain(path);
  });

  it('refuse NaN, which is no JSON, a policy that is named twice, and what is too large', async () => {
    const nan = '{"candidate":{},"evidence":{"source":"recorded","sample":{"share":NaN}}}';
    const options = { body: nan, headers: { 'Content-Type': 'application/json' } };
    expect((await create({}, {}, options)).body).toMatchObject({ type: 'urn:acgs:problem:malformed-json' });
    const twice = { policies: [POLICY], withoutPolicies: ['team'] };
    expect((await create(twice)).body).toMatchObject({ faults: [{ path: '/candidate/withoutPolicies/0' }] });
    expect((await create({}, { source: 'x'.repeat(9 * 1024 * 1024) })).status).toBe(413);
  });

  it('say that a time is empty, also to a tenant that has none of what others have', async () => {
    const type = 'urn:acgs:problem:evidence-empty';
    const long = { source: 'recorded', from: ago(20 * DAY), to: ago(10 * DAY) };
    expect(await create({}, long)).toMatchObject({ status: 422, body: { type } });
    expect(await create({}, recorded(), await foreign())).toMatchObject({ status: 422, body: { type } });
  });

  it('ask for decisions:read where they show what was recorded, and not for uploaded sets', async () => {
    const as = { as: 'author' };
    const uploaded = { source: 'uploaded', requests: [{ request: requestOf(0), outcome: 'deny' }] };
    const refused = { status: 403, body: { type: 'urn:acgs:problem:forbidden' } };
    expect(await create({}, recorded(), as)).toMatchObject(refused);
    const own = (await create({}, uploaded, as)).body as Simulation;
    const foreign = (await create({})).body as Simulation;
    for (const path of ['/flips', '/breakdown?by=subject']) {
      expect((await get(`/${own.simulationId}${path}`, as)).status).toBe(200);
      expect(await get(`/${foreign.simulationId}${path}`, as)).toMatchObject(refused);
    }
    expect((await get(`/${foreign.simulationId}`, as)).status).toBe(200);
  });

  it('are no more than may wait, in each tenant', async () => {
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => create({})));
    expect(answers.map(({ status }) => status).sort()).toStrictEqual([201, 201, 201, 429, 429]);
    const full = answers.find(({ status }) => status === 429);
    expect(full?.body).toMatchObject({ type: 'urn:acgs:problem:simulation-queue-full' });
    expect(full?.headers.get('retry-after')).toBe('10');
    const uploaded = { source: 'uploaded', requests: [{ request: requestOf(0), outcome: 'deny' }] };
    expect((await create({}, uploaded, await foreign())).status).toBe(201);
  });

  it('are cancelled once, and not when they have ended', async () => {
    const { simulationId } = (await create({})).body as Simulation;
    const cancel = (id: string, options: object = {}): Promise<Answer> =>
      installation.call('governance-engine', 'POST', `/api/v1/simulations/${id}/cancellation`, options);
    expect((await cancel(simulationId, await foreign())).status).toBe(404);
    expect((await cancel(simulationId)).body).toMatchObject({ status: 'cancelled' });
    expect((await cancel(simulationId)).status).toBe(200);
    await fillSimulations(database, 1, 1);
    expect((await cancel(COUNTED_SIMULATION)).status).toBe(409);
  });

  it('are seen in their tenant alone', async () => {
    await fillSimulations(database, 1, 1);
    const elsewhere = await foreign();
    for (const path of ['', '/flips', '/breakdown?by=rule', '/events']) {
      expect((await get(`/${COUNTED_SIMULATION}${path}`)).status).toBe(200);
      expect((await get(`/${COUNTED_SIMULATION}${path}`, elsewhere)).status).toBe(404);
    }
    expect(((await get('', elsewhere)).body as SimulationPage).items).toStrictEqual([]);
  });

  it('come in pages, newest first, and by what has become of them', async () => {
    await fillSimulations(database, 1, 5);
    const first = (await get('?limit=3&status=completed')).body as SimulationPage;
    expect(first.items.map(({ simulationId }) => simulationId.at(-1))).toStrictEqual(['5', '4', '3']);
    const second = (await get(`?limit=3&cursor=${first.nextCursor ?? ''}`)).body as SimulationPage;
    expect(second.items).toHaveLength(2);
    expect(second.nextCursor).toBeNull();
    expect(((await get('?status=queued')).body as SimulationPage).items).toStrictEqual([]);
  });

  it('lose with an erasure what their flips say of a decision', async () => {
    await fillSimulations(database, 1, 1);
    await fillFlips(database, 1, 2);
    const { rows } = await database.query<{ decision_id: string }>(
      `UPDATE governance_engine.simulation_flips SET decision_id =
         (SELECT decision_id FROM governance_engine.decisions ORDER BY 1 LIMIT 1) WHERE number = 1 RETURNING decision_id`,
    );
    await database.query(
      `UPDATE governance_engine.decisions SET subject_id = '[erased]' WHERE decision_id = $1`,
      [rows[0]?.decision_id],
    );
    await database.query(
      `INSERT INTO governance_engine.erasures (tenant, decision_id, fields, erased_by, constitutional_hash)
       VALUES ('default', $1, '{/subject/id}', 'test', 'x')`,
      [rows[0]?.decision_id],
    );
    const { body } = await get(`/${COUNTED_SIMULATION}/breakdown?by=subject`);
    expect((body as { items: { name: string }[] }).items.map(({ name }) => name).sort()).toStrictEqual([
      '[erased]',
      'agent',
    ]);
    await database.query('DELETE FROM governance_engine.simulation_flips');
  });

  it('are forgotten when their time is over, with all that belongs to them', async () => {
    await fillSimulations(database, 1, 2);
    await fillFlips(database, 1, 3);
    await database.query(
      `UPDATE governance_engine.simulations SET finished_at = now() - interval '91 days' WHERE simulation_id = $1`,
      [COUNTED_SIMULATION],
    );
    const { app } = installation.service('governance-engine');
    await app.get(SimulationRetention, { strict: false }).forget();
    expect((await get(`/${COUNTED_SIMULATION}`)).status).toBe(404);
    expect(((await get('')).body as SimulationPage).items).toHaveLength(1);
    expect((await database.query('SELECT FROM governance_engine.simulation_flips')).rowCount).toBe(0);
  });
});
