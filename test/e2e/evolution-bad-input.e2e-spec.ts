import type { ActiveRuleSet, Decision, EvolutionRun, EvolutionRunPage } from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { BADLY_SET, labelOf, payments } from '../support/evolution-evidence.js';
import { activate, startGoverned } from '../support/governed.js';
import type { Answer, Installation } from '../support/installation.js';

const RUNS = '/api/v1/evolution/runs';
const ABSENT = '01890000-0000-7000-8000-000000000000';
const problem = (name: string): string => `urn:acgs:problem:${name}`;

describe('a run that cannot be', () => {
  let installation: Installation;
  /** Each case of evidence is of a time of its own. */
  const times = new Map<string, { from: string; to: string }>();

  beforeAll(async () => {
    installation = await startGoverned({ EVOLUTION_EVALUATIONS_MAX: '4000', EVOLUTION_EVIDENCE_MAX: '40' }, [
      'ec-service',
    ]);
    await activate(installation, BADLY_SET);
    await engineKnows(1);
    await during('good', 30, labelOf);
    await during('one class', 10, () => 'allow');
    await during('contradicting', 10, labelOf);
    await label('approver', [decisions.at(-1) ?? ''], () => 'escalate');
    await label('admin', [decisions.at(-1) ?? ''], () => 'allow');
    await during('too much', 41, labelOf);
    times.set('none', { from: '2020-01-01T00:00:00Z', to: '2020-02-01T00:00:00Z' });
  });

  afterAll(async () => {
    await installation.close();
  });

  const decisions: string[] = [];

  const engine = (method: string, path: string, body: object, as: string): Promise<Answer> =>
    installation.call('governance-engine', method, `/api/v1${path}`, { body, as });

  /** Resolves when decisions are made by that version. */
  async function engineKnows(version: number): Promise<void> {
    for (;;) {
      const { body } = await installation.call('governance-engine', 'GET', '/api/v1/rule-sets/active');
      const { policies } = body as ActiveRuleSet;
      if (policies.find(({ document }) => document.id === BADLY_SET.id)?.version === version) return;
      await pause(20);
    }
  }

  async function label(as: string, ids: readonly string[], right: (n: number) => string): Promise<void> {
    const labels = ids.map((decisionId, n) => ({ decisionId, outcome: right(n), reason: 'Seen.' }));
    const { status, body } = await engine('POST', '/labels/import', { suite: as, labels }, as);
    if (status !== 200) throw new Error(JSON.stringify(body));
  }

  async function during(name: string, count: number, right: (amount: number) => string): Promise<void> {
    const from = new Date().toISOString();
    const requests = payments(count);
    const made: string[] = [];
    for (const request of requests) {
      const { body } = await engine('POST', '/decisions', request, 'demo-agent');
      made.push((body as Decision).decisionId);
    }
    await label('approver', made, (n) => right(requests[n]?.action.properties.amount ?? 0));
    decisions.push(...made);
    times.set(name, { from, to: new Date(Date.now() + 1).toISOString() });
  }

  const call = (method: string, path: string, body?: object, as = 'author'): Promise<Answer> =>
    installation.call('ec-service', method, `${RUNS}${path}`, { as, ...(body && { body }) });

  const draft = (parts: object = {}, evidence = 'good'): object => ({
    policy: BADLY_SET.id,
    evidence: times.get(evidence),
    budget: { population: 20, generations: 10 },
    ...parts,
  });

  it.each<[string, object, string]>([
    ['a budget beyond the ceiling', { budget: { population: 100, generations: 41 } }, '/budget'],
    ['an odd population', { budget: { population: 21 } }, '/budget/population'],
    ['a seed that is no number', { seed: Number.NaN }, '/seed'],
    [
      'a share that is no number',
      { evidence: { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z', heldOutShare: 'NaN' } },
      '/evidence/heldOutShare',
    ],
    [
      'a time that ends before it begins',
      { evidence: { from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' } },
      '/evidence/to',
    ],
    ['one objective', { objectives: ['harm'] }, '/objectives'],
    ['an objective twice', { objectives: ['harm', 'harm'] }, '/objectives'],
    ['an unknown field', { speed: 'fast' }, '/speed'],
    ['no parameter', { parameters: [] }, '/parameters'],
  ])('for %s is a 400 that names it', async (_, parts, path) => {
    const { status, body } = await call('POST', '', draft(parts));
    expect([status, body]).toMatchObject([
      400,
      { type: problem('validation-failed'), faults: [{ path: expect.stringContaining(path) as string }] },
    ]);
  });

  it('for a policy that is not in force is a 404', async () => {
    expect(await call('POST', '', draft({ policy: 'nobodys' }))).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining('nobodys') as string },
    });
  });

  it.each([
    ['has no parameter', { policy: 'team' }, '/parameters'],
    ['lacks the chosen one', { parameters: [{ rule: 'small', parameter: 'most' }] }, '/parameters/0'],
  ])('for a policy that %s is a 422', async (_, parts, path) => {
    const { status, body } = await call('POST', '', draft(parts));
    expect([status, body]).toMatchObject([422, { type: problem('nothing-to-tune'), faults: [{ path }] }]);
  });

  it.each([
    ['none', 'empty'],
    ['one class', 'one-class'],
    ['contradicting', 'contradicting'],
  ])('with evidence that is %s is a 422 that says so', async (evidence, fault) => {
    const { status, body } = await call('POST', '', draft({}, evidence));
    expect([status, body]).toMatchObject([
      422,
      { type: problem('evidence-unusable'), evidence: [{ fault }], faults: [{ path: '/evidence' }] },
    ]);
    const named = (body as { evidence: { decisions: string[] }[] }).evidence[0]?.decisions;
    expect(named).toHaveLength(fault === 'contradicting' ? 1 : 0);
  });

  it('with more evidence than the ceiling is a 400', async () => {
    expect(await call('POST', '', draft({}, 'too much'))).toMatchObject({
      status: 400,
      body: { faults: [{ path: '/evidence', message: expect.stringContaining('40') as string }] },
    });
  });

  it('keeps nothing of what was refused', async () => {
    expect((await call('GET', '')).body).toStrictEqual({ items: [], nextCursor: null });
  });

  it('beside one on the same policy is a 409 that names the other, until that one is over', async () => {
    const begun = await Promise.all([1, 2, 3].map((seed) => call('POST', '', draft({ seed }))));
    const first = begun.find(({ status }) => status === 201);
    const { id } = first?.body as EvolutionRun;
    expect(begun.filter((answer) => answer !== first)).toMatchObject(
      Array(2).fill({ status: 409, body: { type: problem('evolution-run-open'), runId: id } }),
    );
    expect((await call('POST', `/${id}/cancellation`)).body).toMatchObject({ status: 'cancelled' });
    const second = (await call('POST', '', draft())).body as EvolutionRun;
    expect(second).toMatchObject({
      status: 'running',
      startedBy: 'author',
      evidence: { training: 21, heldOut: 9, erased: 0 },
      parameters: [
        { rule: 'small', parameter: 'limit' },
        { rule: 'large', parameter: 'limit' },
      ],
    });
    const { items } = (await call('GET', '?limit=1')).body as EvolutionRunPage;
    expect(items).toStrictEqual([second]);
  });

  it('goes nowhere from where it is', async () => {
    const [run] = ((await call('GET', '?status=running')).body as EvolutionRunPage).items;
    const of = (path: string, body?: object): Promise<Answer> =>
      call('POST', `/${run?.id ?? ''}/${path}`, body);
    expect((await of('replay')).status).toBe(409);
    expect((await of('resume')).body).toMatchObject({ status: 'running' });
    expect((await of('pause')).body).toMatchObject({ status: 'paused' });
    expect((await of('pause')).status).toBe(200);
    expect((await call('GET', `/${run?.id ?? ''}/report`)).status).toBe(409);
    expect((await call('GET', `/${run?.id ?? ''}/front`)).body).toMatchObject({
      today: null,
      candidates: [],
    });
    expect((await of('candidates/0123456789ab/promotion', {})).status).toBe(404);
    expect((await of('candidates/today/promotion', {})).status).toBe(400);
    expect((await of('cancellation')).status).toBe(200);
    expect((await of('resume')).status).toBe(409);
    expect((await call('POST', `/${ABSENT}/pause`)).status).toBe(404);
    expect((await call('GET', `/${ABSENT}/events`)).status).toBe(404);
  });

  it('says that other rules are in force by now', async () => {
    const { id } = (await call('POST', '', draft())).body as EvolutionRun;
    expect((await call('GET', `/${id}`)).body).toMatchObject({ outdated: false, basedOn: 1 });
    await activate(installation, { ...BADLY_SET, title: 'Another' });
    await engineKnows(2);
    expect((await call('GET', `/${id}`)).body).toMatchObject({ outdated: true, basedOn: 1 });
  });
});
