import { hypervolume, invertedGenerationalDistance, Nsga2 } from '@acgs/evolution';
import { setImmediate as turn } from 'node:timers/promises';
import { type MeasuredRun, measuredRun } from './evolve/measured-run.js';
import { REFERENCE, TEST_PROBLEMS, type TestProblem } from './evolve/test-problems.js';
import {
  type Figure,
  figureAtLeast,
  figureAtMost,
  type Measurement,
  type MeasurementCommand,
  NotMeasurableError,
} from './measurement.js';

const SEEDS = 3;
const SEEDS_LONG = 11;
const POPULATION = 100;
const GENERATIONS = 250;
const FRONT_POINTS = 1000;
const TO_COUNT_AS_EQUAL = 0.99;
/** Of the volume of a front, that is summed up from points of it. */
const ROUNDING = 0.0001;

/** A whole run, and what it may take; a part of its generations may take as great a part of the time. */
const RUN_POPULATION = 100;
const RUN_GENERATIONS_LONG = 50;
const RUN_GENERATIONS = 10;
const RUN_SECONDS = 90;

/**
 * What pymoo 0.6.2 finds with its defaults (SBX 0.9 with index 15, polynomial mutation with index 20) in the same number of
 * evaluations, 11 seeds from 1 to 11: medians of the hypervolume and of the distance of the front of 1000 points (861 for
 * DTLZ2). Run here, since it publishes no such table.
 */
const PYMOO: Readonly<Record<string, { readonly volume: number; readonly distance: number }>> = {
  zdt1: { volume: 0.869664, distance: 0.004815 },
  zdt2: { volume: 0.536381, distance: 0.004774 },
  zdt3: { volume: 1.3276, distance: 0.005435 },
  zdt4: { volume: 0.866716, distance: 0.005675 },
  zdt6: { volume: 0.493164, distance: 0.008982 },
  dtlz2: { volume: 0.706694, distance: 0.069304 },
};

/** Deb et al. 2002, table II: mean distance of the found points from the front, real-coded NSGA-II, 25,000 evaluations. */
const PAPER: Readonly<Record<string, number>> = {
  zdt1: 0.033482,
  zdt2: 0.072391,
  zdt3: 0.1145,
  zdt4: 0.513053,
  zdt6: 0.296564,
};

export const command: MeasurementCommand = {
  name: 'bench -- evolve',
  summary:
    'how near the search comes to the known fronts of ZDT 1 to 4 and 6 and of DTLZ2, and how long a run takes',
  run: async ({ long, progress }) => {
    const seeds = long ? SEEDS_LONG : SEEDS;
    const results: Result[] = [];
    for (const problem of TEST_PROBLEMS) results.push(await measured(problem, seeds, progress));
    const generations = long ? RUN_GENERATIONS_LONG : RUN_GENERATIONS;
    const run = await measuredRun({ population: RUN_POPULATION, generations }, progress);
    return measurementOf(results, run, seeds);
  },
};

interface Result {
  readonly name: string;
  /** Medians. */
  readonly volume: number;
  readonly share: number;
  readonly distance: number;
  readonly convergence: number;
  readonly seconds: number;
}

async function measured(
  problem: TestProblem,
  seeds: number,
  progress: (text: string) => void,
): Promise<Result> {
  const front = problem.front(FRONT_POINTS);
  const began = performance.now();
  const found: (readonly number[])[][] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    progress(`${problem.name}, seed ${String(seed)} of ${String(seeds)}`);
    found.push(frontFound(problem, seed));
    await turn();
  }
  const seconds = (performance.now() - began) / 1000;
  const reference = front[0]?.map(() => REFERENCE) ?? [];
  const volume = median(found.map((points) => hypervolume(points, reference)));
  if (volume > problem.frontVolume() * (1 + ROUNDING))
    throw new NotMeasurableError(`${problem.name}: what was found dominates more than the true front can.`);
  return {
    name: problem.name,
    volume,
    share: volume / problem.frontVolume(),
    distance: median(found.map((points) => invertedGenerationalDistance(points, front))),
    convergence: mean(found.map((points) => invertedGenerationalDistance(front, points))),
    seconds,
  };
}

function frontFound({ parameters, objectives }: TestProblem, seed: number): (readonly number[])[] {
  const search = new Nsga2(parameters, { populationSize: POPULATION, seed });
  let evaluations = 0;
  while (search.generation < GENERATIONS) {
    const asked = search.ask();
    evaluations += asked.length;
    search.tell(asked.map((genome) => ({ objectives: objectives(genome), violation: 0 })));
  }
  if (evaluations > POPULATION * GENERATIONS)
    throw new NotMeasurableError(`The search took ${String(evaluations)} evaluations, more than theirs.`);
  return search.front.map((individual) => individual.objectives);
}

function measurementOf(
  results: readonly Result[],
  { run, seconds }: MeasuredRun,
  seeds: number,
): Measurement {
  const { population, generations } = run.budget;
  const reach = (RUN_SECONDS * generations) / RUN_GENERATIONS_LONG;
  const size = `${String(population)} candidates by ${String(generations)} generations`;
  const { training, heldOut } = run.evidence;
  return {
    figures: [...results.flatMap(figuresOf), figureAtMost('evolve.run', seconds, 's', reach)],
    context: {
      loadModel: `${String(seeds)} seeds of ${String(POPULATION)} candidates by ${String(GENERATIONS)} generations, one after the other, in one thread`,
      statistics: 'medians over the seeds; convergence is a mean, as in the paper',
      reach: `${String(TO_COUNT_AS_EQUAL)} of the hypervolume, and of the inverted generational distance the other way round, that pymoo finds in as many evaluations; ${String(RUN_SECONDS)} s for a run of ${String(RUN_GENERATIONS_LONG)} generations`,
      run: `${size} over ${String(training + heldOut)} labelled decisions on two threads, over the API, all services on this machine; ${String(run.evaluated)} different candidates`,
    },
    table: [tableOf(results), '', `a run of ${size}: ${seconds.toFixed(1)} s`].join('\n'),
  };
}

function figuresOf({ name, volume, share, distance }: Result): Figure[] {
  const theirs = PYMOO[name] ?? { volume: Number.NaN, distance: Number.NaN };
  const leastShare = (TO_COUNT_AS_EQUAL * theirs.volume * share) / volume;
  return [
    figureAtLeast(`hypervolume.${name}`, share, 'of the front', leastShare),
    figureAtMost(`igd.${name}`, distance, '', theirs.distance / TO_COUNT_AS_EQUAL),
  ];
}

function tableOf(results: readonly Result[]): string {
  const row = (cells: readonly string[]): string => cells.map((cell) => cell.padStart(12)).join('');
  return [
    row(['', 'volume', 'pymoo', 'of front', 'IGD', 'pymoo', 'convergence', 'paper', 's']),
    ...results.map(({ name, volume, share, distance, convergence, seconds }) =>
      row([
        name,
        volume.toFixed(5),
        PYMOO[name]?.volume.toFixed(5) ?? '',
        share.toFixed(4),
        distance.toFixed(5),
        PYMOO[name]?.distance.toFixed(5) ?? '',
        convergence.toFixed(5),
        PAPER[name]?.toFixed(5) ?? '',
        seconds.toFixed(1),
      ]),
    ),
  ].join('\n');
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
