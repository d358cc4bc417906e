import { type Genome, hypervolume, type Parameter } from '@acgs/evolution';

type Point = readonly number[];

/** Of the hypervolume, in each objective. */
export const REFERENCE = 1.1;

/** A problem with a known front: Zitzler, Deb and Thiele (2000), and Deb, Thiele, Laumanns and Zitzler (2005). */
export interface TestProblem {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly objectives: (genome: Genome) => number[];
  /** So many points of the true front, or a few more. */
  readonly front: (points: number) => Point[];
  /** What the whole true front dominates below `REFERENCE` in each objective. */
  readonly frontVolume: () => number;
}

const real = (count: number, min: number, max: number): Parameter[] =>
  Array.from({ length: count }, () => ({ kind: 'real', min, max }));

const sumOf = (values: readonly number[], term: (value: number) => number): number =>
  values.reduce((sum, value) => sum + term(value), 0);

const steps = (points: number): number[] => Array.from({ length: points }, (_, at) => at / (points - 1));

/** `g` of the first four: how far the others are from their best. */
const distanceOf = (rest: readonly number[]): number => 1 + (9 * sumOf(rest, (value) => value)) / rest.length;

/** Two objectives, of which the second is a shape of the first and of the distance. */
const zdt =
  (first: (x: number) => number, distance: (rest: number[]) => number, shape: Shape) =>
  ([x = 0, ...rest]: Genome): number[] => {
    const [f, g] = [first(x), distance(rest)];
    return [f, g * shape(f, g)];
  };

type Shape = (f: number, g: number) => number;

const same = (x: number): number => x;
const convex: Shape = (f, g) => 1 - Math.sqrt(f / g);
const concave: Shape = (f, g) => 1 - (f / g) ** 2;
const broken: Shape = (f, g) => 1 - Math.sqrt(f / g) - (f / g) * Math.sin(10 * Math.PI * f);
const rugged = (rest: readonly number[]): number =>
  1 + 10 * rest.length + sumOf(rest, (value) => value ** 2 - 10 * Math.cos(4 * Math.PI * value));
const uneven = (x: number): number => 1 - Math.exp(-4 * x) * Math.sin(6 * Math.PI * x) ** 6;
const biased = (rest: readonly number[]): number =>
  1 + 9 * (sumOf(rest, (value) => value) / rest.length) ** 0.25;

/** The least that the first objective of ZDT6 can be. */
const UNEVEN_LEAST = 0.2807753191;

const curve =
  (shape: Shape, least = 0) =>
  (points: number): Point[] =>
    steps(points).map((step) => {
      const f = least + step * (1 - least);
      return [f, shape(f, 1)];
    });

/** Where the curve of ZDT3 comes lower than ever before: the rest of it is dominated. */
function brokenFront(points: number): Point[] {
  let lowest = Number.POSITIVE_INFINITY;
  return curve(broken)(points * 4).filter(([, value = 0]) => {
    if (value >= lowest) return false;
    lowest = value;
    return true;
  });
}

function dtlz2([x = 0, y = 0, ...rest]: Genome): number[] {
  const far = 1 + sumOf(rest, (value) => (value - 0.5) ** 2);
  const [a, b] = [(x * Math.PI) / 2, (y * Math.PI) / 2];
  return [far * Math.cos(a) * Math.cos(b), far * Math.cos(a) * Math.sin(b), far * Math.sin(a)];
}

/** An eighth of a sphere. */
function sphere(points: number): Point[] {
  const side = Math.ceil(Math.sqrt(points * 2));
  const front: Point[] = [];
  for (let one = 0; one <= side; one++) {
    for (let other = 0; one + other <= side; other++) {
      const weights = [one, other, side - one - other];
      const length = Math.hypot(...weights);
      front.push(weights.map((weight) => weight / length));
    }
  }
  return front;
}

const FINE = 200_000;

const volumeOf = (front: (points: number) => Point[]): number =>
  hypervolume(front(FINE), [REFERENCE, REFERENCE]);

const zdtProblem = (
  name: string,
  parameters: readonly Parameter[],
  objectives: TestProblem['objectives'],
  front: TestProblem['front'],
): TestProblem => ({ name, parameters, objectives, front, frontVolume: () => volumeOf(front) });

export const TEST_PROBLEMS: readonly TestProblem[] = [
  zdtProblem('zdt1', real(30, 0, 1), zdt(same, distanceOf, convex), curve(convex)),
  zdtProblem('zdt2', real(30, 0, 1), zdt(same, distanceOf, concave), curve(concave)),
  zdtProblem('zdt3', real(30, 0, 1), zdt(same, distanceOf, broken), brokenFront),
  zdtProblem('zdt4', [...real(1, 0, 1), ...real(9, -5, 5)], zdt(same, rugged, convex), curve(convex)),
  zdtProblem('zdt6', real(10, 0, 1), zdt(uneven, biased, concave), curve(concave, UNEVEN_LEAST)),
  {
    name: 'dtlz2',
    parameters: real(12, 0, 1),
    objectives: dtlz2,
    front: sphere,
    /** The cube without an eighth of a ball. */
    frontVolume: () => REFERENCE ** 3 - Math.PI / 6,
  },
];
