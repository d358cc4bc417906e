import type {
  ActiveRuleSet,
  EvolutionCandidate,
  EvolutionCandidateDetail,
  EvolutionFlipPage,
  EvolutionFront,
  EvolutionRun,
  PolicyVersion,
} from '@acgs/contracts';
import { StaleReads } from '@acgs/database';
import { DataSource } from 'typeorm';
import { EngineClient } from '../../apps/ec-service/src/engine/engine-client.js';
import { candidateIdOf } from '../../apps/ec-service/src/runs/front-member.js';
import { RunsRepository } from '../../apps/ec-service/src/runs/runs.repository.js';
import { BADLY_SET, payments } from '../support/evolution-evidence.js';
import { begunRun, decided, putInForce, searchRun, until } from '../support/searched-run.js';
import { activate, startGoverned } from '../support/governed.js';
import type { Answer, Installation } from '../support/installation.js';

const RUNS = '/api/v1/evolution/runs';
const GOOD = [300, 300];
const CAREFUL = [100, 300];
const STRICT = [200, 250];
const LATE = [50, 300];
const FINALISTS = [GOOD, CAREFUL, STRICT, LATE];
const GUARD = { hours: 1, bounds: { minimum: 40 } };

describe('the candidates of a complete run', () => {
  let installation: Installation;
  let runId: string;

  beforeAll(async () => {
    installation = await startGoverned({ EVOLUTION_GUARD_SECONDS: '1' }, ['ec-service']);
    await activate(installation, BADLY_SET);
    await until(async () => (await active()) === 1);
    const { body } = await engine('GET', '/rule-sets/active');
    runId = await begunRun(database(), body as ActiveRuleSet);
    await searchRun(database(), FINALISTS);
  });

  afterAll(async () => {
    await installation.close();
  });

  const database = (): DataSource =>
    installation.service('ec-service').app.get(DataSource, { strict: false });

  const engine = (method: string, path: string, body?: unknown, as = 'admin'): Promise<Answer> =>
    installation.call('governance-engine', method, `/api/v1${path}`, {
      as,
      ...(body !== undefined && { body }),
    });

  const call = (method: string, path: string, body?: object, as = 'approver'): Promise<Answer> =>
    installation.call('ec-service', method, `${RUNS}/${runId}${path}`, {
      as,
      ...(body && { body }),
    });

  const reviewOf = async (genome: readonly number[]): Promise<EvolutionCandidate['review']> => {
    const { body } = await call('GET', `/candidates/${candidateIdOf(genome)}`);
    return (body as EvolutionCandidate).review;
  };

  const active = async (): Promise<number | undefined> => {
    const { policies } = (await engine('GET', '/rule-sets/active')).body as ActiveRuleSet;
    return policies.find(({ document }) => document.id === BADLY_SET.id)?.version;
  };

  it('stand beside the policy as it is, with what they change and what that is worth', async () => {
    const { today, candidates } = (await call('GET', '/front')).body as EvolutionFront;
    expect(candidates).toHaveLength(4);
    expect(today?.heldOut.scores.harm).toBeGreaterThan(0.5);
    expect(candidates[0]).toMatchObject({
      id: candidateIdOf(GOOD),
      changes: [
        { rule: 'small', parameter: 'limit', from: 900, to: 300 },
        { rule: 'large', parameter: 'limit', from: 950, to: 300 },
      ],
      heldOut: {
        scores: { harm: 0, stopped: 0, asked: 0 },
        intervals: { harm: { low: 0, high: expect.closeTo(1 - 0.025 ** (1 / 41), 6) } },
      },
      feasible: true,
      review: null,
    });
    const { headers, body } = await call('GET', '/report');
    expect(String([...headers])).toMatch(/base-uri 'none'.*content-type,text\/html/);
    expect(body).toContain('<svg');
  });

  it('came generation by generation, and can be followed from any of them', async () => {
    const eventsAfter = async (generation: string): Promise<string[]> => {
      const { headers, body } = await installation.call('ec-service', 'GET', `${RUNS}/${runId}/events`, {
        as: 'auditor',
        headers: { 'Last-Event-ID': generation },
      });
      expect(headers.get('content-type')).toBe('text/event-stream');
      return [...String(body).matchAll(/^event: (.*)\ndata: (.*)$/gm)].map(([, name = '', data = '']) => {
        const { generation: at, status = '' } = JSON.parse(data) as { generation: number; status?: string };
        return `${name} ${String(at)} ${status}`.trim();
      });
    };
    expect(await eventsAfter('8')).toStrictEqual(['generation 9', 'generation 10', 'status 10 completed']);
    expect(await eventsAfter('x')).toHaveLength(11);
  });

  it('say by name what would come out differently', async () => {
    const path = `/candidates/${candidateIdOf(GOOD)}`;
    const seen: EvolutionFlipPage['items'] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = cursor === '' ? '?limit=50' : `?limit=50&cursor=${cursor}`;
      const page = (await call('GET', `${path}/flips${query}`)).body as EvolutionFlipPage;
      seen.push(...page.items);
      cursor = page.nextCursor;
    }
    const worse = seen.filter(({ change }) => change === 'worse');
    expect(new Set(worse.map(({ label, from, to }) => `${label} ${from} ${to}`))).toStrictEqual(
      new Set(['deny deny escalate']),
    );
    expect(new Set(seen.map(({ decisionId }) => decisionId)).size).toBe(seen.length);
    const flipped = payments(200).filter(
      ({ action: { properties } }) => properties.amount > 300 && properties.amount <= 950,
    );
    expect(seen).toHaveLength(flipped.length);
    const { document } = (await call('GET', path)).body as EvolutionCandidateDetail;
    expect(document.rules.map(({ params }) => params?.limit?.default)).toStrictEqual([300, 300]);
  });

  it('are rejected once, with a reason', async () => {
    const path = `/candidates/${candidateIdOf(STRICT)}`;
    expect((await call('POST', `${path}/rejection`, {})).status).toBe(400);
    const reason = 'It asks about too much.';
    expect((await call('POST', `${path}/rejection`, { reason })).body).toMatchObject({
      review: { status: 'rejected', by: 'approver', reason, policyVersion: null, guard: null },
    });
    expect((await call('POST', `${path}/promotion`, {})).status).toBe(409);
  });

  it('are promoted to one version, however often, also when a promotion was broken off', async () => {
    const id = candidateIdOf(GOOD);
    const path = `/candidates/${id}`;
    const client = installation.service('ec-service').app.get(EngineClient, { strict: false });
    const propose = client.propose.bind(client);
    client.propose = async (...proposal) => {
      await propose(...proposal);
      throw new Error('the process ends here');
    };
    expect((await call('POST', `${path}/promotion`, { guard: GUARD })).status).toBe(500);
    client.propose = propose;
    expect(await reviewOf(GOOD)).toBeNull();
    expect((await call('POST', `${path}/rejection`, { reason: 'Too late.' })).status).toBe(409);
    const promotions = await Promise.all(
      [1, 2, 3].map(() => call('POST', `${path}/promotion`, { guard: null }, 'admin')),
    );
    promotions.push(await call('POST', `${path}/promotion`, { guard: GUARD }));
    const guard = { status: 'waiting', hours: 1 };
    const review = { status: 'promoted', by: 'approver', policyVersion: 2, guard };
    expect(promotions).toMatchObject(Array(4).fill({ status: 200, body: { review } }));
    expect((await call('POST', `${path}/rejection`, { reason: 'Too late.' })).status).toBe(409);
    const { body } = await engine('GET', '/policies/spending/versions/2');
    expect(body as PolicyVersion).toMatchObject({
      status: 'in-review',
      createdBy: 'author',
      origin: { runId },
    });
    expect((await engine('GET', '/policies/spending/versions/3')).status).toBe(404);
  });

  it('are guarded once they are active, and wait while another version is tried', async () => {
    await decided(installation, payments(60));
    await putInForce(installation, 2);
    await until(async () => (await reviewOf(GOOD))?.guard?.status === 'watching');
    expect((await call('GET', '')).body).toMatchObject({ outdated: true });
    await putInForce(installation, 1);
    await until(async () => (await reviewOf(GOOD))?.guard?.status === 'waiting');
    await putInForce(installation, 2);
    await until(async () => (await reviewOf(GOOD))?.guard?.status === 'watching');
  });

  it('stay when only what is asked differs, and are rolled back for harm that people report', async () => {
    const small = payments(200).filter(({ action }) => action.properties.amount <= 300);
    const ids = await decided(installation, small.slice(0, 45));
    await until(async () => (await reviewOf(GOOD))?.guard?.comparison?.decisions === 45);
    expect((await reviewOf(GOOD))?.guard).toMatchObject({
      status: 'watching',
      comparison: {
        unknown: 0,
        labelled: 0,
        crossed: [],
        shares: { allow: { before: expect.closeTo(0.9, 1) as number, live: 1 } },
      },
    });
    const labels = ids.map((decisionId) => ({ decisionId, outcome: 'deny', reason: 'It was taken over.' }));
    expect((await engine('POST', '/labels/import', { suite: 'frauds', labels })).status).toBe(200);
    await until(async () => (await reviewOf(GOOD))?.guard?.status === 'rolled-back');
    const harm = { labelled: 45, crossed: ['harmful'], shares: { harmful: { predicted: 0, live: 1 } } };
    expect((await reviewOf(GOOD))?.guard).toMatchObject({ comparison: harm });
    await until(async () => (await active()) === 1);
    const { body } = await engine('GET', '/policies/spending/activations');
    expect((body as { items: unknown[] }).items[0]).toMatchObject({
      kind: 'rollback',
      from: 2,
      to: 1,
      actedBy: 'ec-service',
      reason: expect.stringContaining(runId) as string,
    });
  });

  it('are not held by a guard that had nothing to judge', async () => {
    const path = `/candidates/${candidateIdOf(CAREFUL)}`;
    await until(async () => !((await call('GET', '')).body as EvolutionRun).outdated);
    const guard = { hours: 0.001, bounds: { minimum: 1, labelled: 1 } };
    expect((await call('POST', `${path}/promotion`, { guard })).status).toBe(200);
    await putInForce(installation, 3);
    await until(async () => (await reviewOf(CAREFUL))?.guard?.status === 'unjudged');
    expect(await active()).toBe(3);
  });

  it('are promoted from a run whose rules have changed only after it was replayed', async () => {
    await activate(installation, { ...BADLY_SET, title: 'Another title' });
    await until(async () => (await active()) === 4);
    const path = `/candidates/${candidateIdOf(LATE)}/promotion`;
    expect((await call('POST', path, {})).body).toMatchObject({
      type: 'urn:acgs:problem:evolution-run-outdated',
    });
    expect((await call('POST', '/replay', undefined, 'author')).body).toMatchObject({
      status: 'replaying',
      basedOn: 1,
    });
    expect((await call('POST', path, {})).status).toBe(409);
    await searchRun(database(), FINALISTS);
    expect((await call('GET', '')).body).toMatchObject({ outdated: false, basedOn: 4 });
    expect(await call('POST', path, { guard: null })).toMatchObject({
      status: 200,
      body: { review: { status: 'promoted', policyVersion: 5, guard: null } },
    });
    expect((await reviewOf(STRICT))?.status).toBe('rejected');
  });

  it('are kept without their evidence once its time is over, and go nowhere then', async () => {
    await database().query(`UPDATE ec_service.runs SET finished_at = now() - interval '91 days'`);
    const repository = new RunsRepository(database(), new StaleReads(database()));
    await repository.dropEvidence(92);
    expect(await repository.hasEvidence('default', runId)).toBe(true);
    await repository.dropEvidence(90);
    expect((await call('POST', '/replay', undefined, 'author')).status).toBe(410);
    expect((await call('GET', '/front')).body).toMatchObject({ candidates: [{}, {}, {}, {}] });
  });
});
