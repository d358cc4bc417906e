import { crowdingDistances, thinned } from './crowding.js';
import { type Evaluation, nonDominatedFronts } from './dominance.js';
import { checkParameters, type Genome, type Parameter, randomValue, valueOf } from './parameter.js';
import { Random, type RandomState } from './random.js';
import { crossed, mutate, type VariationOptions } from './variation.js';

export interface Nsga2Options extends Partial<VariationOptions> {
  /** Even, and 4 at least. */
  readonly populationSize: number;
  readonly seed: number;
  /** Stand in the first population, in front of the random ones. */
  readonly initial?: readonly Genome[];
}

export interface Individual extends Evaluation {
  readonly genome: Genome;
}

/** All that a search is, between two generations; JSON. */
export interface Nsga2State {
  readonly generation: number;
  readonly random: RandomState;
  readonly population: readonly Individual[];
  readonly asked: readonly Genome[];
}

/** Those of the paper; each mutation changes one parameter on average. */
const defaults = (parameters: readonly Parameter[]): VariationOptions => ({
  crossoverProbability: 0.9,
  crossoverIndex: 20,
  mutationProbability: 1 / Math.max(1, parameters.length),
  mutationIndex: 20,
});

/**
 * NSGA-II (Deb, Pratap, Agarwal and Meyarivan, 2002), generation by generation: `ask` what to evaluate, anywhere and in any
 * order, and `tell` what came of it. The same seed gives the same search, also when it is taken up again from its state.
 * One step is another one than in the paper: of the last front, the most crowded go one by one (see `thinned`).
 */
export class Nsga2 {
  private readonly variation: VariationOptions;
  private readonly random: Random;
  private survivors: readonly Individual[];
  private asked: readonly Genome[];
  private told: number;

  /** @throws ParameterFaultError, RangeError for a population that is not even or below 4 */
  constructor(
    private readonly parameters: readonly Parameter[],
    options: Nsga2Options,
    state: Nsga2State | null = null,
  ) {
    const { populationSize, seed, initial = [], ...variation } = options;
    checkParameters(parameters);
    if (!Number.isSafeInteger(populationSize) || populationSize < 4 || populationSize % 2 !== 0) {
      throw new RangeError(`a population is even and 4 at least, not ${String(populationSize)}`);
    }
    this.variation = { ...defaults(parameters), ...variation };
    this.random = state === null ? Random.seeded(seed) : Random.resumed(state.random);
    this.survivors = state?.population ?? [];
    this.told = state?.generation ?? 0;
    this.asked = state?.asked ?? this.beginning(populationSize, initial);
  }

  /** How many generations have been told. */
  get generation(): number {
    return this.told;
  }

  get state(): Nsga2State {
    const { told: generation, random, survivors: population, asked } = this;
    return { generation, random: random.state, population, asked };
  }

  /** The best so far; empty before the first generation was told. */
  get population(): readonly Individual[] {
    return this.survivors;
  }

  /** Those of the population that nothing dominates and that break no constraint, each genome once. */
  get front(): readonly Individual[] {
    const [first = []] = nonDominatedFronts(this.survivors);
    const possible = first.filter(({ violation }) => violation === 0);
    return [...new Map(possible.map((individual) => [individual.genome.join(), individual])).values()];
  }

  /** What is to be evaluated next; the same until it has been told. */
  ask(): readonly Genome[] {
    return this.asked;
  }

  /** @throws RangeError for another number of evaluations than was asked, and for what is no finite number */
  tell(evaluations: readonly Evaluation[]): void {
    checkEvaluations(evaluations, this.asked.length);
    const children = this.asked.flatMap((genome, at) => {
      const evaluation = evaluations[at];
      return evaluation === undefined ? [] : [{ ...evaluation, genome }];
    });
    this.survivors = survivorsOf([...this.survivors, ...children], this.asked.length);
    this.told++;
    this.asked = this.nextGenomes();
  }

  private beginning(size: number, initial: readonly Genome[]): Genome[] {
    const given = initial.slice(0, size);
    for (const genome of given) this.parameters.forEach((_, at) => valueOf(genome, at));
    const others = Array.from({ length: size - given.length }, () =>
      this.parameters.map((parameter) => randomValue(parameter, this.random)),
    );
    return [...given, ...others];
  }

  private nextGenomes(): Genome[] {
    const children = pairsOf(this.winners()).flatMap(([one, other]) =>
      crossed([one.genome, other.genome], this.parameters, this.variation, this.random),
    );
    for (const genome of children) mutate(genome, this.parameters, this.variation, this.random);
    return children;
  }

  /** As many as there are survivors, by tournaments of two in which everybody stands twice. */
  private winners(): Individual[] {
    const standings = standingsOf(this.survivors);
    const rounds = [this.random.shuffled(standings), this.random.shuffled(standings)];
    return rounds.flatMap(pairsOf).map(([one, other]) => this.better(one, other).individual);
  }

  /** The crowded-comparison operator (section III-B). */
  private better(one: Standing, other: Standing): Standing {
    if (one.rank !== other.rank) return one.rank < other.rank ? one : other;
    if (one.room !== other.room) return one.room > other.room ? one : other;
    return this.random.next() < 0.5 ? one : other;
  }
}

interface Standing {
  readonly individual: Individual;
  readonly rank: number;
  readonly room: number;
}

const standingsOf = (individuals: readonly Individual[]): Standing[] =>
  nonDominatedFronts(individuals).flatMap((front, rank) =>
    [...crowdingDistances(front)].map(([individual, room]) => ({ individual, rank, room })),
  );

/** Whole fronts as long as there is place, and of the next those that are left when the most crowded have gone. */
function survivorsOf(individuals: readonly Individual[], size: number): Individual[] {
  const survivors: Individual[] = [];
  for (const front of nonDominatedFronts(individuals)) {
    const left = size - survivors.length;
    if (left === 0) break;
    survivors.push(...(front.length <= left ? front : thinned(front, left)));
  }
  return survivors;
}

function pairsOf<Item>(items: readonly Item[]): [Item, Item][] {
  const pairs: [Item, Item][] = [];
  for (let at = 0; at < items.length; at += 2) {
    const [one, other] = items.slice(at, at + 2);
    if (one !== undefined && other !== undefined) pairs.push([one, other]);
  }
  return pairs;
}

function checkEvaluations(evaluations: readonly Evaluation[], asked: number): void {
  if (evaluations.length !== asked) {
    throw new RangeError(`${String(asked)} evaluations are due, not ${String(evaluations.length)}`);
  }
  const [first] = evaluations;
  for (const { objectives, violation } of evaluations) {
    if (![...objectives, violation].every(Number.isFinite) || violation < 0) {
      throw new RangeError('an objective or a violation is not a number');
    }
    if (objectives.length !== first?.objectives.length) {
      throw new RangeError('evaluations differ in the number of their objectives');
    }
  }
}
