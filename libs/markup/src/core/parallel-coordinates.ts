import { colorAt, picture, text } from './axes.js';

/** One of the upright axes; what stands at its two ends is written there. */
export interface Axis {
  readonly name: string;
  readonly bottom: string;
  readonly top: string;
}

/** What goes over all axes, from 0 at the bottom of each to 1 at its top. */
export interface Course {
  readonly name: string;
  readonly places: readonly number[];
  /** Drawn thick and last, and named. */
  readonly marked?: boolean;
}

interface ParallelCoordinates {
  readonly title: string;
  readonly description?: string;
  readonly axes: readonly Axis[];
  readonly courses: readonly Course[];
}

const HEIGHT = 360;
const TOP = 84;
const BOTTOM = 56;
const SIDE = 70;
const WIDTH_LEAST = 720;
const AXIS_ROOM = 120;

/** Many candidates over many axes (Inselberg 1985), as SVG. */
export function parallelCoordinates({ title, description = '', axes, courses }: ParallelCoordinates): string {
  const width = Math.max(WIDTH_LEAST, 2 * SIDE + (axes.length - 1) * AXIS_ROOM);
  const gap = (width - 2 * SIDE) / Math.max(1, axes.length - 1);
  const left = (at: number): number => SIDE + at * gap;
  const plain = courses.filter(({ marked = false }) => !marked);
  const marked = courses.filter((course) => course.marked === true);
  return picture({ title, description, width, height: HEIGHT }, [
    text(width / 2, 20, title, 'middle', 15),
    ...axes.flatMap((axis, at) => axisParts(axis, left(at), at)),
    ...plain.map((course) => line(course, left, `stroke="${colorAt(0)}" stroke-opacity="0.45"`)),
    ...marked.flatMap((course, index) => [
      line(course, left, `stroke="${colorAt(index + 1)}" stroke-width="3"`),
      `<rect x="${String(SIDE + index * 160)}" y="${String(HEIGHT - 16)}" width="12" height="4" fill="${colorAt(index + 1)}"/>`,
      text(SIDE + 18 + index * 160, HEIGHT - 10, course.name, 'start'),
    ]),
  ]);
}

/** Names of neighbours stand at two heights, so that long ones do not meet. */
const axisParts = ({ name, bottom, top }: Axis, x: number, at: number): string[] => [
  `<line class="grid" x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="${String(TOP)}" y2="${String(HEIGHT - BOTTOM)}"/>`,
  text(x, at % 2 === 0 ? TOP - 38 : TOP - 22, name, 'middle'),
  text(x, TOP - 6, top, 'middle', 11),
  text(x, HEIGHT - BOTTOM + 16, bottom, 'middle', 11),
];

function line({ places }: Course, left: (at: number) => number, look: string): string {
  const points = places.map((place, at) => {
    const y = HEIGHT - BOTTOM - place * (HEIGHT - TOP - BOTTOM);
    return `${left(at).toFixed(1)},${y.toFixed(1)}`;
  });
  return `<polyline fill="none" ${look} points="${points.join(' ')}"/>`;
}
