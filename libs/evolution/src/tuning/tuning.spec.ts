import { ConstitutionDraftSchema, type Outcome, PolicyDraftSchema } from '@acgs/contracts';
import { type RuleSetSource } from '@acgs/rules';
import { Random } from '../core/random.js';
import {
  bootstrapIntervals,
  type CaseIntervals,
  chosenObjectives,
  type EvidenceCase,
  type EvidenceFault,
  evidenceFaults,
  type Flip,
  flipsOf,
  hypervolume,
  type Individual,
  type LabelledCase,
  Nsga2,
  type Nsga2State,
  type Objective,
  OBJECTIVES,
  type Objectives,
  type ParameterChange,
  type ParameterChoice,
  type PartingWarning,
  partingWarnings,
  type Score,
  Scorer,
  searchSpace,
  type CaseShares,
  sharesOf,
  splitByTime,
  type TuningSpace,
} from '../index.js';

/** Hand-made would be 500 to pay alone and 2000 to ask. */
const policy = PolicyDraftSchema.parse({
  ...{ id: 'payments', title: 'Payments', owner: 'payments' },
  rules: [
    {
      ...{ id: 'pay', title: 'Pay', effect: 'permit', message: 'Yes.' },
      when: 'action.properties.amount <= params.limit',
      params: { limit: { type: 'double', min: 0, max: 10_000, default: 9000 } },
    },
    {
      ...{ id: 'ask', title: 'Ask', effect: 'escalate', message: 'Ask.' },
      when: 'action.properties.amount > params.most',
      params: { most: { type: 'double', min: 0, max: 10_000, default: 100 } },
    },
  ],
});
const sources: RuleSetSource = {
  constitution: {
    ...{ version: 1, digest: '' },
    document: ConstitutionDraftSchema.parse({
      title: 'Constitution',
      principles: [
        {
          ...{ id: 'p', title: 'P', statement: '-', category: '-', severity: 'low' },
          bounds: [{ parameter: 'limit', max: 5000 }],
          rule: { when: 'action.properties.amount > 8000.0', effect: 'forbid', message: 'Never.' },
        },
      ],
    }),
  },
  policies: [{ version: 1, digest: '', document: policy }],
  constitutionalHash: 'cdd01ef066bc6cf2',
};

const labelOf = (amount: number): Outcome => (amount <= 500 ? 'allow' : amount <= 2000 ? 'escalate' : 'deny');
const random = Random.seeded(5);
const evidence: EvidenceCase[] = Array.from({ length: 600 }, (_, at) => {
  const amount = Math.round(10 ** (4 * random.next()));
  return {
    ...{ id: String(at).padStart(4, '0'), approved: false, label: labelOf(amount), action: 'pay' },
    ...{ outcome: 'allow', decidedAt: new Date(Date.UTC(2026, 0, 1) + at * 60_000).toISOString() },
    request: {
      subject: { type: 'agent', id: 'a', properties: {} },
      action: { name: 'pay', properties: { amount } },
      resource: { type: 'account', id: 'r', properties: {} },
      context: {},
    },
  };
});

const { training, heldOut } = splitByTime(evidence, 0.3);
const chosen: ParameterChoice[] = [
  { rule: 'pay', parameter: 'limit' },
  { rule: 'ask', parameter: 'most' },
];
const space: TuningSpace = searchSpace(policy, sources.constitution?.document ?? null, chosen);
const objectives: readonly Objective[] = ['asked', 'harm', 'stopped'];
const scorerOf = (cases: readonly EvidenceCase[]): Scorer => new Scorer(sources, 'payments', space, cases);

function search(generations: number, state: Nsga2State | null = null): Nsga2 {
  const scorer = scorerOf(training);
  const options = { populationSize: 40, seed: 3, initial: [space.genomeOf(policy)] };
  const found = new Nsga2(space.parameters, options, state);
  while (found.generation < generations) {
    found.tell(
      found.ask().map((genome) => {
        const { objectives: all, violation }: Score = scorer.score(genome);
        return { objectives: chosenObjectives(all, objectives), violation };
      }),
    );
  }
  return found;
}

describe('a search for better settings', () => {
  const found = search(25);
  const front: readonly Individual[] = found.front;
  const scorer = scorerOf(heldOut);
  const today = scorer.score(space.genomeOf(policy));
  const total = ({ harm, stopped, asked }: CaseShares): number => harm + stopped + asked;
  const best = front
    .map(({ genome }) => ({ genome, score: scorer.score(genome) }))
    .toSorted((one, other) => total(one.score.objectives) - total(other.score.objectives))[0];
  const genome = best?.genome ?? [];

  it('finds on what was held out what the hand-made settings reach, and tells the change', () => {
    const { harm, stopped, asked }: Objectives = best?.score.objectives ?? today.objectives;
    expect([harm, stopped]).toStrictEqual([0, 0]);
    expect(asked).toBeLessThan(0.05);
    expect(total(today.objectives)).toBeGreaterThan(0.2);
    const changes: ParameterChange[] = space.changes(policy, genome);
    expect(changes.map(({ rule, from }) => [rule, from])).toStrictEqual([
      ['pay', 9000],
      ['ask', 100],
    ]);
  });

  it('shows by name what would come out differently, better alone', () => {
    const flips: Flip[] = flipsOf(heldOut, today.outcomes, best?.score.outcomes ?? today.outcomes);
    expect(flips.length).toBeGreaterThan(20);
    expect(flips.filter(({ change }) => change === 'worse')).toStrictEqual([]);
  });

  it('is as good on what was held out as in training: no warning', () => {
    const measured = [training, heldOut].map((cases) => {
      const { outcomes } = scorerOf(cases).score(genome);
      const intervals: CaseIntervals = bootstrapIntervals(cases, outcomes, 1);
      return { shares: sharesOf(cases, outcomes), intervals };
    });
    const warnings: PartingWarning[] = measured.flatMap((one) =>
      measured.flatMap((other) => partingWarnings(one, other)),
    );
    expect(warnings).toStrictEqual([]);
  });

  it('gains by each generation, keeps to the bounds of the constitution, and goes on where it was left', () => {
    const volume = ({ front: points }: Nsga2): number =>
      hypervolume(
        points.map((each) => each.objectives),
        OBJECTIVES.slice(1).map(() => 1.1),
      );
    const [first, last] = [volume(search(1)), volume(found)];
    expect(last).toBeGreaterThan(first);
    for (const {
      genome: [limit = 0],
    } of front)
      expect(limit).toBeLessThanOrEqual(5000);
    expect(search(25, search(7).state).state).toStrictEqual(found.state);
  });

  it('has evidence that something can be learned from', () => {
    for (const cases of [training, heldOut]) {
      const labelled: LabelledCase[] = cases.map(({ id, label }) => ({ id, label, labels: 1 }));
      const faults: EvidenceFault[] = evidenceFaults(labelled);
      expect(faults).toStrictEqual([]);
    }
  });
});
