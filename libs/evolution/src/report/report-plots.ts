import { type Axis, type Course, Html, parallelCoordinates, plot } from '@acgs/markup';
import { type Objective } from '../tuning/objectives.js';
import { searchedAs } from '../tuning/gene.js';
import { type TunedParameter } from '../tuning/tuning-space.js';
import { type ReportedScores, type ReportInput } from './report-input.js';

/** The front seen by each pair of objectives. */
export function frontPlots({ objectives, candidates, today }: ReportInput): Html[] {
  return pairsOf(objectives).map(([x, y]) => {
    const points = (scores: readonly ReportedScores[]): [number, number][] =>
      scores.map(({ training }) => [training[x], training[y]]);
    const shown = plot({
      title: `Front: ${y} over ${x}`,
      description: `${String(candidates.length)} candidates and today's settings, scored in training; the nearer to the lower left corner, the better.`,
      x,
      y,
      lines: [
        { name: 'candidates', points: points(candidates), joined: false },
        { name: 'today', points: points([today]), joined: false },
      ],
    });
    return new Html(shown);
  });
}

/** How much the front was worth after each generation. */
export const historyPlot = ({ history }: ReportInput): Html =>
  new Html(
    plot({
      title: 'Hypervolume of the front over generations',
      description: `From ${String(history[0]?.hypervolume ?? 0)} to ${String(history.at(-1)?.hypervolume ?? 0)}.`,
      x: 'generation',
      y: 'hypervolume',
      lines: [
        {
          name: 'front',
          points: history.map(({ generation, hypervolume }) => [generation, hypervolume]),
        },
      ],
    }),
  );

/** The settings of each candidate, and what they come to in training. */
export function candidatesPlot({ parameters, objectives, candidates, today }: ReportInput): Html {
  const highest = objectives.map(
    (objective) => Math.max(...[today, ...candidates].map(({ training }) => training[objective])) || 1,
  );
  const places = ({ genome, training }: ReportedScores): number[] => [
    ...parameters.map((parameter, at) => placeOf(parameter, genome[at] ?? 0)),
    ...objectives.map((objective, at) => training[objective] / (highest[at] ?? 1)),
  ];
  const courses: Course[] = [
    ...candidates.map((candidate) => ({ name: candidate.id, places: places(candidate) })),
    { name: 'today', places: places(today), marked: true },
  ];
  const axes: Axis[] = [
    ...parameters.map(axisOf),
    ...objectives.map((name, at) => ({ name, bottom: '0', top: (highest[at] ?? 1).toPrecision(3) })),
  ];
  return new Html(
    parallelCoordinates({
      title: 'Settings and scores',
      description:
        'One line for each candidate, over its settings and then its scores; the thick one is today.',
      axes,
      courses,
    }),
  );
}

function placeOf({ declared }: TunedParameter, gene: number): number {
  const parameter = searchedAs(declared);
  if (parameter.kind === 'choice') return gene / (parameter.count - 1);
  return (gene - parameter.min) / (parameter.max - parameter.min);
}

function axisOf({ parameter, declared }: TunedParameter): Axis {
  switch (declared.type) {
    case 'double':
    case 'int':
      return { name: parameter, bottom: String(declared.min), top: String(declared.max) };
    case 'string':
      return { name: parameter, bottom: declared.values[0] ?? '', top: declared.values.at(-1) ?? '' };
    case 'bool':
      return { name: parameter, bottom: 'false', top: 'true' };
  }
}

const pairsOf = (objectives: readonly Objective[]): [Objective, Objective][] =>
  objectives.flatMap((one, at) =>
    objectives.slice(at + 1).map((other): [Objective, Objective] => [one, other]),
  );
