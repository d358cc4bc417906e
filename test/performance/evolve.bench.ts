import { hypervolume, invertedGenerationalDistance, Nsga2 } from '@acgs/evolution';
import { cpus } from 'node:os';
import { setImmediate as turn } from 'node:timers/promises';
import { REFERENCE, TEST_PROBLEMS, type TestProblem } from './evolve/test-problems.js';
import { figureAtLeast, type Measurement, type MeasurementCommand } from './measurement.js';

const SEEDS = 11;
const POPULATION = 100;
const GENERATIONS = 250;
const FRONT_POINTS = 1000;
const TO_COUNT_AS_EQUAL = 0.99;

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
  summary: 'how near the search comes to the known fronts of ZDT 1 to 4 and 6 and of DTLZ2',
  run: async ({ progress }) => {
    const results: Result[] = [];
    for (const problem of TEST_PROBLEMS) results.push(await measured(problem, progress));
    return measurementOf(results);
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

async function measured(problem: TestProblem, progress: (text: string) => void): Promise<Result> {
  const front = problem.front(FRONT_POINTS);
  const began = performance.now();
  const found: (readonly number[])[][] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    progress(`${problem.name}, seed ${String(seed)} of ${String(SEEDS)}`);
    found.push(frontFound(problem, seed));
    await turn();
  }
  const seconds = (performance.now() - began) / 1000;
  const reference = front[0]?.map(() => REFERENCE) ?? [];
  const volume = median(found.map((points) => hypervolume(points, reference)));
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
  while (search.generation < GENERATIONS) {
    search.tell(search.ask().map((genome) => ({ objectives: objectives(genome), violation: 0 })));
  }
  return search.front.map((individual) => individual.objectives);
}

function measurementOf(results: readonly Result[]): Measurement {
  return {
    figures: results.map(({ name, volume, share }) => {
      const theirs = PYMOO[name]?.volume ?? Number.NaN;
      return figureAtLeast(
        `hypervolume.${name}`,
        share,
        'of the front',
        (TO_COUNT_AS_EQUAL * theirs * share) / volume,
      );
    }),
    context: {
      machine: `${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
      loadModel: `${String(SEEDS)} seeds of ${String(POPULATION)} candidates by ${String(GENERATIONS)} generations, one after the other, in one thread`,
      statistics: 'medians over the seeds; convergence is a mean, as in the paper',
      reach: `${String(TO_COUNT_AS_EQUAL)} of the hypervolume that pymoo finds in as many evaluations`,
    },
    table: tableOf(results),
  };
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
