import type {
  ActiveRuleSet,
  EvolutionCandidate,
  EvolutionCandidateDetail,
  EvolutionFlipPage,
  EvolutionFront,
  PolicyVersion,
} from '@acgs/contracts';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { candidateIdOf } from '../../apps/ec-service/src/runs/front-member.js';
import { RunsRepository } from '../../apps/ec-service/src/runs/runs.repository.js';
import { tunedPolicy } from '../../apps/ec-service/src/runs/tuned-policy.js';
import { finalCandidates } from '../../apps/ec-service/src/search/final-candidates.js';
import { Judge } from '../../apps/ec-service/src/search/judge.js';
import { KnownScores } from '../../apps/ec-service/src/search/known-scores.js';
import type { ScoringPool } from '../../apps/ec-service/src/search/scoring-pool.js';
import { SearchRun } from '../../apps/ec-service/src/search/search-run.js';
import { SearchRepository } from '../../apps/ec-service/src/search/search.repository.js';
import { BADLY_SET, newRun, payments } from '../support/evolution-evidence.js';
import { activate, startGoverned } from '../support/governed.js';
import type { Answer, Installation } from '../support/installation.js';

const RUNS = '/api/v1/evolution/runs';
const GOOD = [300, 300];
const CAREFUL = [100, 300];
const STRICT = [200, 250];
const GUARD = { hours: 1, bounds: { minimum: 40 } };

describe('the candidates of a complete run', () => {
  let installation: Installation;
  let runId: string;

  beforeAll(async () => {
    installation = await startGoverned({ EVOLUTION_GUARD_SECONDS: '1' }, ['ec-service']);
    await activate(installation, BADLY_SET);
    runId = await begin();
    await search();
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

  async function begin(): Promise<string> {
    await until(async () => (await active()) === 1);
    const { body } = await engine('GET', '/rule-sets/active');
    const size = { count: 200, budget: { population: 20, generations: 10 } };
    const { run, cases } = newRun('default', size, body as ActiveRuleSet);
    await new RunsRepository(database()).insert(run, cases);
    return run.id;
  }

  /** Does what a process with threads does at the end of a run, and of a replay. */
  async function search(): Promise<void> {
    const repository = new SearchRepository(database());
    const owner = randomUUID();
    const run = await repository.claim(owner);
    if (run === null) throw new Error('there is no run to be searched');
    const cases = await repository.casesOf(run);
    const tuned = tunedPolicy(run.sources, run.policyId, run.parameters);
    const judge = new Judge({ ...run, cases, seed: run.draft.seed });
    const pool: Pick<ScoringPool, 'judge' | 'score'> = {
      judge: (genomes) => Promise.resolve(genomes.map((genome) => judge.judge(genome))),
      score: (genomes) => Promise.resolve(genomes.map((genome) => judge.score(genome))),
    };
    const searched = new SearchRun(run, tuned, new KnownScores(pool, await repository.scoresOf(run)));
    while (!searched.isOver) await repository.commit(run, owner, await searched.next());
    const finalists = [GOOD, CAREFUL, STRICT].map((genome) => ({ id: candidateIdOf(genome), genome }));
    await repository.complete(run, owner, await finalCandidates(run, tuned, finalists, pool));
  }

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
    expect(candidates).toHaveLength(3);
    expect(today?.heldOut.scores.harm).toBeGreaterThan(0.5);
    expect(candidates[0]).toMatchObject({
      id: candidateIdOf(GOOD),
      changes: [
        { rule: 'small', parameter: 'limit', from: 900, to: 300 },
        { rule: 'large', parameter: 'limit', from: 950, to: 300 },
      ],
      heldOut: { scores: { harm: 0, stopped: 0, asked: 0 }, intervals: { harm: { low: 0, high: 0 } } },
      feasible: true,
      review: null,
    });
    const { headers, body } = await call('GET', '/report');
    expect(headers.get('content-type')).toContain('text/html');
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
    const { document } = (await call('GET', `/candidates/${id}`)).body as EvolutionCandidateDetail;
    const origin = { runId, candidateId: id, promotedBy: 'approver' };
    const proposal = { document, basedOn: 1, author: 'author', origin };
    await engine('POST', '/policies/spending/proposals?tenant=default', proposal, 'ec-service');
    const promotions = await Promise.all(
      [1, 2, 3].map(() => call('POST', `/candidates/${id}/promotion`, { guard: GUARD })),
    );
    promotions.push(await call('POST', `/candidates/${id}/promotion`, { guard: GUARD }));
    const review = { status: 'promoted', policyVersion: 2, guard: { status: 'waiting', hours: 1 } };
    expect(promotions).toMatchObject(Array(4).fill({ status: 200, body: { review } }));
    expect((await call('POST', `/candidates/${id}/rejection`, { reason: 'Too late.' })).status).toBe(409);
    const { body } = await engine('GET', '/policies/spending/versions/2');
    expect(body as PolicyVersion).toMatchObject({
      status: 'in-review',
      createdBy: 'author',
      origin: { runId },
    });
    expect((await engine('GET', '/policies/spending/versions/3')).status).toBe(404);
  });

  it('are guarded once they are active, and rolled back when what happens is not what was predicted', async () => {
    expect((await engine('PUT', '/policies/spending/activation', { version: 2 }, 'approver')).status).toBe(
      200,
    );
    await until(async () => (await reviewOf(GOOD))?.guard?.status === 'watching');
    expect((await call('GET', '')).body).toMatchObject({ outdated: true });
    const small = payments(200).filter(({ action }) => action.properties.amount <= 300);
    for (const request of small.slice(0, 45)) await engine('POST', '/decisions', request, 'demo-agent');
    await until(async () => (await reviewOf(GOOD))?.guard?.status === 'rolled-back');
    expect((await reviewOf(GOOD))?.guard).toMatchObject({
      comparison: {
        decisions: 45,
        unknown: 0,
        crossed: ['allow', 'escalate'],
        shares: { allow: { live: 1 } },
      },
    });
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

  it('are promoted from a run whose rules have changed only after it was replayed', async () => {
    await activate(installation, { ...BADLY_SET, title: 'Another title' });
    await until(async () => (await active()) === 3);
    const path = `/candidates/${candidateIdOf(CAREFUL)}/promotion`;
    expect((await call('POST', path, {})).body).toMatchObject({
      type: 'urn:acgs:problem:evolution-run-outdated',
    });
    expect((await call('POST', '/replay', undefined, 'author')).body).toMatchObject({
      status: 'replaying',
      basedOn: 3,
    });
    expect((await call('POST', path, {})).status).toBe(409);
    await search();
    expect((await call('GET', '')).body).toMatchObject({ status: 'completed', outdated: false });
    expect(await call('POST', path, { guard: null })).toMatchObject({
      status: 200,
      body: { review: { status: 'promoted', policyVersion: 4, guard: null } },
    });
    expect((await reviewOf(STRICT))?.status).toBe('rejected');
  });

  it('are kept without their evidence once its time is over, and go nowhere then', async () => {
    await database().query(`UPDATE ec_service.runs SET finished_at = now() - interval '91 days'`);
    const repository = new RunsRepository(database());
    await repository.dropEvidence(92);
    expect(await repository.hasEvidence('default', runId)).toBe(true);
    await repository.dropEvidence(90);
    expect((await call('POST', '/replay', undefined, 'author')).status).toBe(410);
    expect((await call('GET', '/front')).body).toMatchObject({ candidates: [{}, {}, {}] });
  });
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(100);
}
