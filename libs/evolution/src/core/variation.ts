import { type Genome, type Parameter, valueOf } from './parameter.js';
import type { Random } from './random.js';

export interface VariationOptions {
  /** The share of pairs that are crossed at all. */
  readonly crossoverProbability: number;
  /** How close to their parents children of a crossover are: the greater, the closer. */
  readonly crossoverIndex: number;
  /** Of each parameter; one of `n` changes when it is `1/n`. */
  readonly mutationProbability: number;
  /** How small a mutation is: the greater, the smaller. */
  readonly mutationIndex: number;
}

interface Range {
  readonly min: number;
  readonly max: number;
}

const SAME = 1e-14;

/**
 * Simulated binary crossover within bounds (Deb and Agrawal 1995; bounds as in Deb et al. 2002). Integers are crossed as
 * the reals that round to them, and choices go from one parent or the other.
 */
export function crossed(
  parents: readonly [Genome, Genome],
  parameters: readonly Parameter[],
  { crossoverProbability, crossoverIndex }: VariationOptions,
  random: Random,
): [number[], number[]] {
  const children: [number[], number[]] = [[...parents[0]], [...parents[1]]];
  if (random.next() >= crossoverProbability) return children;
  parameters.forEach((parameter, at) => {
    if (random.next() >= 0.5) return;
    const pair: Pair = [valueOf(parents[0], at), valueOf(parents[1], at)];
    [children[0][at], children[1][at]] = crossedPair(pair, parameter, crossoverIndex, random);
  });
  return children;
}

type Pair = readonly [number, number];

function crossedPair([one, other]: Pair, parameter: Parameter, index: number, random: Random): Pair {
  if (parameter.kind === 'choice') return [other, one];
  if (Math.abs(one - other) <= SAME) return [one, other];
  const range = realRange(parameter);
  const [low, high] = one < other ? [one, other] : [other, one];
  const drawn = random.next();
  const lower = 0.5 * (low + high - spread(drawn, low - range.min, high - low, index) * (high - low));
  const upper = 0.5 * (low + high + spread(drawn, range.max - high, high - low, index) * (high - low));
  const pair: Pair = [kept(lower, parameter), kept(upper, parameter)];
  return random.next() < 0.5 ? [pair[1], pair[0]] : pair;
}

/** How far apart the children are, in distances of the parents, so that none is beyond the bound that is `room` away. */
function spread(drawn: number, room: number, distance: number, index: number): number {
  const alpha = 2 - Math.pow(1 + (2 * room) / distance, -(index + 1));
  const power = 1 / (index + 1);
  return drawn <= 1 / alpha ? Math.pow(drawn * alpha, power) : Math.pow(1 / (2 - drawn * alpha), power);
}

/** Polynomial mutation within bounds (Deb and Goyal 1996); a choice becomes any other. Changes the genome in place. */
export function mutate(
  genome: number[],
  parameters: readonly Parameter[],
  { mutationProbability, mutationIndex }: VariationOptions,
  random: Random,
): void {
  parameters.forEach((parameter, at) => {
    if (random.next() >= mutationProbability) return;
    genome[at] = mutated(valueOf(genome, at), parameter, mutationIndex, random);
  });
}

function mutated(value: number, parameter: Parameter, index: number, random: Random): number {
  if (parameter.kind === 'choice') {
    return parameter.count === 1 ? value : (value + 1 + random.below(parameter.count - 1)) % parameter.count;
  }
  const { min, max } = realRange(parameter);
  if (max <= min) return value;
  const drawn = random.next();
  const power = 1 / (index + 1);
  const step =
    drawn < 0.5
      ? Math.pow(2 * drawn + (1 - 2 * drawn) * Math.pow((max - value) / (max - min), index + 1), power) - 1
      : 1 -
        Math.pow(2 * (1 - drawn) + (2 * drawn - 1) * Math.pow((value - min) / (max - min), index + 1), power);
  return kept(value + step * (max - min), parameter);
}

type Numeric = Exclude<Parameter, { kind: 'choice' }>;

/** Each integer stands for the reals that round to it: those at the ends have as many as the others. */
const realRange = ({ kind, min, max }: Numeric): Range =>
  kind === 'integer' ? { min: min - 0.5, max: max + 0.5 } : { min, max };

function kept(value: number, { kind, min, max }: Numeric): number {
  return Math.min(max, Math.max(min, kind === 'integer' ? Math.round(value) : value));
}
