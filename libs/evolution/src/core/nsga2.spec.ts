import { type Evaluation, dominates } from './dominance.js';
import { Nsga2, type Nsga2State } from './nsga2.js';
import type { Genome, Parameter } from './parameter.js';

const PARAMETERS: readonly Parameter[] = [
  { kind: 'real', min: -3, max: 3 },
  { kind: 'integer', min: 0, max: 9 },
  { kind: 'choice', count: 3 },
];
const OPTIONS = { populationSize: 20, seed: 11 };

/** The integer is best at 4, the choice at 2; the real decides between the two objectives, and may not be below 0.5. */
const evaluate = ([x = 0, n = 0, choice = 0]: Genome): Evaluation => {
  const extra = Math.abs(n - 4) + (choice === 2 ? 0 : 1);
  return { objectives: [x ** 2 + extra, (x - 2) ** 2 + extra], violation: Math.max(0, 0.5 - x) };
};

function run(search: Nsga2, generations: number): Nsga2 {
  while (search.generation < generations) search.tell(search.ask().map(evaluate));
  return search;
}

describe('Nsga2', () => {
  it('finds the front of a problem with reals, integers, choices and a constraint', () => {
    const { front } = run(new Nsga2(PARAMETERS, OPTIONS), 60);
    expect(front.length).toBeGreaterThan(10);
    for (const { genome, violation } of front) {
      const [x = 0, n, choice] = genome;
      expect([n, choice, violation]).toStrictEqual([4, 2, 0]);
      expect(x).toBeGreaterThanOrEqual(0.5);
      expect(x).toBeLessThanOrEqual(2.05);
    }
    for (const one of front) for (const other of front) expect(dominates(one, other)).toBe(false);
  });

  it('is the same for the same seed, taken up again from its state after any generation, and another for another seed', () => {
    const whole = run(new Nsga2(PARAMETERS, OPTIONS), 12).state;
    for (const pause of [0, 1, 5, 11]) {
      const begun = run(new Nsga2(PARAMETERS, OPTIONS), pause);
      const kept = JSON.parse(JSON.stringify(begun.state)) as Nsga2State;
      expect(run(new Nsga2(PARAMETERS, OPTIONS, kept), 12).state).toStrictEqual(whole);
    }
    expect(run(new Nsga2(PARAMETERS, { ...OPTIONS, seed: 12 }), 12).state).not.toStrictEqual(whole);
  });

  it('loses no best candidate: the population is never worse than a point it had', () => {
    const search = new Nsga2(PARAMETERS, OPTIONS);
    const bests: number[] = [];
    for (let generation = 1; generation <= 20; generation++) {
      const { front } = run(search, generation);
      bests.push(Math.min(...front.map(({ objectives }) => objectives[0] ?? Number.NaN)));
    }
    expect(bests).toStrictEqual(bests.toSorted((one, other) => other - one));
    expect(bests.at(-1)).toBeLessThan(bests[0] ?? 0);
  });

  it('begins with what it is given, and has no front while everything breaks a constraint', () => {
    const today = [1, 4, 2];
    const search = new Nsga2(PARAMETERS, { ...OPTIONS, initial: [today] });
    expect(search.ask()[0]).toStrictEqual(today);
    search.tell(search.ask().map(() => ({ objectives: [0, 0], violation: 1 })));
    expect(search.front).toStrictEqual([]);
    expect(search.population).toHaveLength(20);
  });

  it.each<[string, (search: Nsga2) => readonly Evaluation[]]>([
    ['too few', (search) => search.ask().slice(1).map(evaluate)],
    [
      'one that is not a number',
      (search) => search.ask().map(() => ({ objectives: [Number.NaN, 0], violation: 0 })),
    ],
    ['a negative violation', (search) => search.ask().map(() => ({ objectives: [0, 0], violation: -1 }))],
    [
      'different objectives',
      (search) => search.ask().map((_, at) => ({ objectives: at === 3 ? [0] : [0, 0], violation: 0 })),
    ],
  ])('refuses evaluations when there are %s, and waits for the right ones', (_, wrong) => {
    const search = new Nsga2(PARAMETERS, OPTIONS);
    const { state } = search;
    expect(() => {
      search.tell(wrong(search));
    }).toThrow(RangeError);
    expect(search.state).toStrictEqual(state);
  });

  it.each([3, 5, 2, Number.NaN])('refuses a population of %d', (populationSize) => {
    expect(() => new Nsga2(PARAMETERS, { ...OPTIONS, populationSize })).toThrow('even and 4 at least');
  });
});
