import { colorAt, label, picture, text } from './axes.js';
import { escaped } from './svg.js';

interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** False for points that no line joins. */
  readonly joined?: boolean;
}

export interface PlotOptions {
  readonly title: string;
  readonly description?: string;
  readonly x: string;
  readonly y: string;
  readonly lines: readonly Line[];
  /** A horizontal line to be compared with. */
  readonly target?: { readonly name: string; readonly y: number };
  /** Nothing above it is drawn. */
  readonly yMax?: number;
}

const WIDTH = 720;
const HEIGHT = 360;
const LEFT = 70;
const RIGHT = 20;
const TOP = 40;
const BOTTOM = 60;
const LEGEND_ROOM = 110;
/** Of a sign of a name, at most, and of what stands before and behind it. */
const SIGN = 6.5;
const AROUND_NAME = 30;
const LEGEND_ROW = 18;

/** A plot of lines and points as SVG; axes begin at 0. */
export function plot({ title, description = '', x, y, lines, target, yMax }: PlotOptions): string {
  const points = lines.flatMap(({ points }) => points);
  const xTop = ceiling(Math.max(0, ...points.map(([value]) => value)) || 1);
  const highest = Math.max(...points.map(([, value]) => value), target?.y ?? 0) || 1;
  const yTop = Math.min(ceiling(highest), yMax ?? Number.POSITIVE_INFINITY);
  const left = (value: number): number => LEFT + (value / xTop) * (WIDTH - LEFT - RIGHT);
  const top = (value: number): number =>
    HEIGHT - BOTTOM - (Math.min(value, yTop) / yTop) * (HEIGHT - TOP - BOTTOM);
  const room = Math.max(LEGEND_ROOM, ...lines.map(({ name }) => AROUND_NAME + name.length * SIGN));
  const perRow = Math.max(1, Math.floor((WIDTH - LEFT) / room));
  const rows = Math.max(1, Math.ceil(lines.length / perRow));
  const height = HEIGHT + (rows - 1) * LEGEND_ROW;
  return picture({ title, description, width: WIDTH, height }, [
    text(WIDTH / 2, 20, title, 'middle', 15),
    text(WIDTH / 2, HEIGHT - 28, x, 'middle'),
    `<text x="16" y="${String(HEIGHT / 2)}" text-anchor="middle" transform="rotate(-90 16 ${String(HEIGHT / 2)})">${escaped(y)}</text>`,
    ...ticks(xTop).map((value) => text(left(value), HEIGHT - BOTTOM + 16, label(value), 'middle')),
    ...ticks(yTop).flatMap((value) => [
      rule(top(value), 'class="grid"'),
      text(LEFT - 6, top(value) + 4, label(value), 'end'),
    ]),
    ...(target === undefined
      ? []
      : [
          rule(top(target.y), 'stroke="#e5534b" stroke-dasharray="6 4"'),
          text(WIDTH - RIGHT, top(target.y) - 5, target.name, 'end'),
        ]),
    ...lines.flatMap((line, index) => [
      ...drawn(line, colorAt(index), left, top),
      ...legend(line.name, colorAt(index), {
        x: LEFT + (index % perRow) * room,
        y: HEIGHT - 10 + Math.floor(index / perRow) * LEGEND_ROW,
      }),
    ]),
  ]);
}

function drawn(
  { points, joined = true }: Line,
  color: string,
  left: (value: number) => number,
  top: (value: number) => number,
): string[] {
  const at = points.map(([x, y]) => [left(x).toFixed(1), top(y).toFixed(1)] as const);
  const path = at.map((pair) => pair.join(',')).join(' ');
  return [
    ...(joined ? [`<polyline fill="none" stroke="${color}" stroke-width="2" points="${path}"/>`] : []),
    ...at.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="${joined ? '2.5' : '4'}" fill="${color}"/>`),
  ];
}

const legend = (
  name: string,
  color: string,
  { x, y }: { readonly x: number; readonly y: number },
): string[] => [
  `<rect x="${x.toFixed(1)}" y="${String(y - 6)}" width="12" height="4" fill="${color}"/>`,
  text(x + 18, y, name, 'start'),
];

const rule = (y: number, look: string): string =>
  `<line x1="${String(LEFT)}" x2="${String(WIDTH - RIGHT)}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}" ${look}/>`;

const ticks = (top: number): number[] => [0, 0.25, 0.5, 0.75, 1].map((share) => share * top);

/** The next of 1, 2, 2.5, 4, 5, 8 or 10 times a power of ten. */
function ceiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 4, 5, 8, 10].find((candidate) => candidate * power >= value) ?? 10;
  return step * power;
}
