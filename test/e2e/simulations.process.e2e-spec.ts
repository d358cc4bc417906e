import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { Simulation } from '@acgs/contracts';
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { type BuiltInstallation, startBuilt } from '../support/built-installation.js';
import { CONSTITUTION, POLICY } from '../support/governed.js';
import { noteErasures, type RecordedCase, recordDecisions } from '../support/recorded-decisions.js';
import { bruteForce, expectedOf, requestOf, rulesOf, Simulations } from '../support/simulated.js';

const COUNT = 100_000;
const HOUR = 3_600_000;
const TO = new Date(Date.now() - HOUR);
const FROM = new Date(TO.getTime() - 20 * HOUR);
const RANGE = { source: 'recorded', from: FROM.toISOString(), to: TO.toISOString() };

const [WORK, NOTE] = POLICY.rules;
/** Half of what may be paid is not any more, and whoever reads somebody else's is asked about. */
const TIGHTER = {
  ...POLICY,
  rules: [
    { ...WORK, when: `${WORK?.when ?? ''} && (action.name != 'pay' || action.properties.amount < 50.0)` },
    NOTE,
    { id: 'ask', title: 'Ask', scope: { actions: ['read'] }, when: 'resource.properties.owner != subject.id', effect: 'escalate', message: 'It is somebody else’s.' }, // prettier-ignore
  ],
};
const [P1, P2] = CONSTITUTION.principles;
const STRICTER = {
  ...CONSTITUTION,
  principles: [P1, { ...P2, rule: { ...P2?.rule, when: 'action.properties.amount > 60.0' } }],
};

async function untilIs(look: () => Promise<boolean>, wanted: boolean): Promise<void> {
  while ((await look()) !== wanted) await pause(50);
}

describe('simulations over 100 000 recorded decisions', () => {
  let built: BuiltInstallation;
  let simulations: Simulations;
  let database: Client;
  let cases: RecordedCase[];
  let erased: ReadonlySet<string>;

  beforeAll(async () => {
    built = await startBuilt({}, { SIMULATION_HORIZON_SECONDS: '1', LOG_MONITOR_SECONDS: '86400' });
    const { installation } = built;
    simulations = new Simulations(await installation.login('admin'));
    database = new Client({ connectionString: installation.databaseUrl });
    await database.connect();
    cases = await recordDecisions(database, {
      requests: Array.from({ length: COUNT }, (_, index) => requestOf(index)),
      from: FROM,
      to: TO,
      rules: rulesOf(),
      isApproved: (index) => index % 11 === 0,
    });
    erased = new Set(cases.filter((_, index) => index % 1000 === 7).map(({ id }) => id));
    await noteErasures(database, [...erased]);
  });

  afterAll(async () => {
    await database.end();
    await built.close();
  });

  const isErased = (id: string): boolean => erased.has(id);

  it('find with another constitution what a replay by brute force finds, and what labels make of it', async () => {
    const expected = bruteForce(cases, rulesOf([POLICY], STRICTER), isErased);
    expect(expected.length).toBeGreaterThan(COUNT / 50);
    const [better, worse] = expected;
    const admin = await built.installation.login('admin');
    await admin.expect('POST', '/labels/import', {
      suite: 'hand',
      labels: [
        { decisionId: better?.decisionId, outcome: better?.candidate, reason: 'The candidate is right.' },
        { decisionId: worse?.decisionId, outcome: worse?.recorded, reason: 'It was right.' },
      ],
    });
    const { simulationId } = await simulations.start({
      candidate: { constitution: STRICTER },
      evidence: RANGE,
    });
    const { status, progress, result } = await simulations.ended(simulationId);
    expect({ status, progress }).toStrictEqual({ status: 'completed', progress: 1 });
    expect(result).toMatchObject({
      compared: COUNT - erased.size,
      incomparable: erased.size,
      flips: expected.length,
      better: 1,
      worse: 1,
      unlabelled: expected.length - 2,
    });
    const flips = await simulations.flips(simulationId);
    expect(flips.map(expectedOf)).toStrictEqual(expected);
    expect(flips.slice(0, 3).map(({ change }) => change)).toStrictEqual(['better', 'worse', 'unlabelled']);
  });

  it('look at what the filters and the sample leave alone', async () => {
    const evidence = { ...RANGE, subject: 'agent-6', action: 'pay', sample: { share: 0.25, seed: 4 } };
    const { simulationId } = await simulations.start({ candidate: { policies: [TIGHTER] }, evidence });
    const { result } = await simulations.ended(simulationId);
    const sampled = cases.filter(
      ({ id, request }) =>
        request.subject.id === 'agent-6' &&
        request.action.name === 'pay' &&
        createHash('sha256').update(`4:${id}`).digest().readUInt32BE() < 2 ** 30,
    );
    expect(sampled.length).toBeGreaterThan(200);
    expect(result.compared + result.incomparable).toBe(sampled.length);
    const expected = bruteForce(sampled, rulesOf([TIGHTER]), isErased);
    const flips = await simulations.flips(simulationId);
    expect(flips.map(expectedOf)).toStrictEqual(expected);
    const counted = await simulations.breakdown(simulationId, 'rule');
    expect(counted.items).toContainEqual({ name: 'team/work', flips: flips.length, better: 0, worse: 0 });
  });

  it('end when they are cancelled, and find nothing more', async () => {
    const { simulationId } = await simulations.start({
      candidate: { withoutPolicies: ['team'] },
      evidence: RANGE,
    });
    await simulations.until(simulationId, ({ progress }) => progress > 0);
    const { status, result } = await simulations.cancel(simulationId);
    expect(status).toBe('cancelled');
    expect(result.compared).toBeLessThan(COUNT - erased.size);
    await simulations.ended(
      (await simulations.start({ candidate: {}, evidence: { ...RANGE, subject: 'agent-1' } })).simulationId,
    );
    expect((await simulations.find(simulationId)).result).toStrictEqual(result);
  });

  it('come further where nothing fits the filters, and end with their statement when they are cancelled', async () => {
    const { simulationId } = await simulations.start({
      candidate: {},
      evidence: {
        ...RANGE,
        follow: true,
        subject: 'nobody',
        to: new Date(Date.now() + 24 * HOUR).toISOString(),
      },
    });
    await simulations.until(simulationId, ({ progress }) => progress > 0.4);
    await database.query('BEGIN');
    await database.query('LOCK TABLE governance_engine.decisions');
    const waiting = async (): Promise<boolean> => {
      await database.query('SELECT pg_stat_clear_snapshot()');
      const { rows } = await database.query(
        `SELECT FROM pg_stat_activity WHERE application_name = 'acgs simulation' AND wait_event_type = 'Lock'`,
      );
      return rows.length > 0;
    };
    await untilIs(waiting, true);
    const { status } = await simulations.cancel(simulationId);
    await untilIs(waiting, false);
    expect(status).toBe('cancelled');
    await database.query('ROLLBACK');
  });

  it('find with another policy the same, although their process is killed in the middle', async () => {
    const { installation } = built;
    const wanted = { candidate: { policies: [TIGHTER] }, evidence: RANGE };
    const { simulationId } = await simulations.start(wanted);
    const before = await simulations.until(simulationId, ({ progress }) => progress > 0.1);
    await installation.service('governance-engine')?.stop('SIGKILL');
    await installation.startService('governance-engine');
    const { status, result } = await simulations.ended(simulationId);
    expect(before.status).toBe('running');
    const expected = bruteForce(cases, rulesOf([TIGHTER]), isErased);
    expect({ status, flips: result.flips, compared: result.compared }).toStrictEqual({
      status: 'completed',
      flips: expected.length,
      compared: COUNT - erased.size,
    });
    expect((await simulations.flips(simulationId)).map(expectedOf)).toStrictEqual(expected);
  });

  it('follow what is decided meanwhile, and touch no answer', async () => {
    const to = new Date(Date.now() + 4000).toISOString();
    const { simulationId } = await simulations.start({
      candidate: { withoutPolicies: ['team'] },
      evidence: { source: 'recorded', follow: true, to },
    });
    const agent = await built.installation.login('demo-agent');
    const ids: string[] = [];
    for (let index = 0; index < 25; index++) {
      const request = { ...requestOf(0), subject: { type: 'agent', id: 'demo-agent' } };
      request.resource.properties.owner = 'demo-agent';
      const decision = (await agent.expect('POST', '/decisions', request)) as {
        decisionId: string;
        outcome: string;
      };
      expect(decision.outcome).toBe('allow');
      ids.push(decision.decisionId);
    }
    const { status, result } = await simulations.ended(simulationId);
    expect({ status, compared: result.compared, flips: result.flips }).toStrictEqual({
      status: 'completed',
      compared: 25,
      flips: 25,
    });
    expect((await simulations.flips(simulationId)).map(({ decisionId }) => decisionId)).toStrictEqual(
      ids.sort(),
    );
  });

  it('compare with an uploaded set, and tell better from worse', async () => {
    const requests = [
      { request: requestOf(1), outcome: 'allow', label: 'deny' },
      { request: requestOf(6), outcome: 'allow', label: 'allow' },
      { request: requestOf(0), outcome: 'deny' },
    ];
    const { simulationId } = await simulations.start({
      candidate: { withoutPolicies: ['team'] },
      evidence: { source: 'uploaded', requests },
    });
    const { result, evidence } = await simulations.ended(simulationId);
    expect(evidence).toStrictEqual({ source: 'uploaded', count: 3 });
    expect(result).toMatchObject({ compared: 3, flips: 2, better: 1, worse: 1, unlabelled: 0 });
    expect(await simulations.flips(simulationId, '&change=worse')).toMatchObject([
      { number: 2, decisionId: null, label: 'allow', recorded: { outcome: 'allow', reasons: [] } },
    ]);
  });

  it('tell of their progress as events, the last of which says how it ended', async () => {
    const admin = await built.installation.login('admin');
    const { simulationId } = await simulations.start({
      candidate: { policies: [TIGHTER] },
      evidence: { ...RANGE, action: 'read' },
    });
    const path = `${admin.baseUrl}/api/v1/simulations/${simulationId}/events`;
    const response = await fetch(path, { headers: admin.headers });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('x-constitutional-hash')).toBe(CONSTITUTIONAL_HASH);
    const events = (await response.text()).split('\n\n').filter((event) => event.startsWith('event: '));
    expect(events.length).toBeGreaterThan(0);
    const last = JSON.parse(/^event: end\ndata: (.+)$/.exec(events.at(-1) ?? '')?.[1] ?? '') as Simulation;
    expect(last).toStrictEqual(await simulations.find(simulationId));
  });
});
