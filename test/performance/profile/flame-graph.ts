import { escaped, SVG_STYLE } from '@acgs/markup';
import { type CallFrame, callTreeOf, type CallTree, type CpuProfile, withoutIdle } from './cpu-profile.js';

const WIDTH = 1200;
const ROW = 16;
const TOP = 64;
const BOTTOM = 12;
/** Narrower frames would not be seen, and there are very many of them. */
const NARROWEST = 0.5;
const CHARACTER = 6.2;

export interface Rectangle {
  readonly frame: CallFrame;
  readonly self: number;
  readonly total: number;
  /** From 0, the first called. */
  readonly depth: number;
  /** Both as shares of the whole, from 0 to 1. */
  readonly left: number;
  readonly width: number;
}

/** Where each call stands: within its caller, beside those that it called before. Callers come before the called. */
export function rectanglesOf(root: CallTree, narrowest = 0): Rectangle[] {
  const rectangles: Rectangle[] = [];
  const place = (tree: CallTree, depth: number, before: number): void => {
    const { frame, self, total, children } = tree;
    const width = total / root.total;
    if (total === 0 || width < narrowest) return;
    rectangles.push({ frame, self, total, depth, left: before / root.total, width });
    let next = before;
    for (const child of children) {
      place(child, depth + 1, next);
      next += child.total;
    }
  };
  place(root, 0, 0);
  return rectangles;
}

/** A flame graph as SVG without a script: what is wide took long, and stands on what called it. A pointer shows the details. */
export function flameGraph(title: string, profile: CpuProfile): string {
  const { busy, idle } = withoutIdle(callTreeOf(profile));
  const rectangles = rectanglesOf(busy, NARROWEST / WIDTH);
  const depth = Math.max(0, ...rectangles.map((rectangle) => rectangle.depth)) + 1;
  const height = TOP + depth * ROW + BOTTOM;
  const seconds = (profile.endTime - profile.startTime) / 1e6;
  const share = busy.total / Math.max(1, busy.total + idle);
  const parts = [
    `<text x="12" y="22" font-size="16">${escaped(title)}</text>`,
    `<text x="12" y="42">${escaped(summary(busy.total, share, seconds))}</text>`,
    ...legend(),
    ...rectangles.map((rectangle) => drawn(rectangle, busy.total, height - BOTTOM)),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(height)}" font-family="monospace" font-size="10.5">${SVG_STYLE}<rect class="ground" width="100%" height="100%"/>\n${parts.join('\n')}\n</svg>\n`;
}

const summary = (samples: number, share: number, seconds: number): string =>
  `${String(samples)} samples in ${seconds.toFixed(1)} s: JavaScript's thread was busy ${percent(share)} of the time, and what it did is the whole width`;

function drawn({ frame, self, total, depth, left, width }: Rectangle, all: number, ground: number): string {
  const [x, y, wide] = [left * WIDTH, ground - (depth + 1) * ROW, width * WIDTH];
  const label = labelOf(frame, wide);
  const details = `${nameOf(frame)}\n${placeOf(frame)}\n${percent(total / all)} with all it calls, ${percent(self / all)} itself`;
  const box = `<rect x="${x.toFixed(1)}" y="${String(y)}" width="${Math.max(0.4, wide - 0.5).toFixed(1)}" height="${String(ROW - 1)}" rx="1" fill="${KINDS[kindOf(frame)].color}"/>`;
  const text =
    label === ''
      ? ''
      : `<text class="on" x="${(x + 3).toFixed(1)}" y="${String(y + 11)}">${escaped(label)}</text>`;
  return `<g><title>${escaped(details)}</title>${box}${text}</g>`;
}

function labelOf(frame: CallFrame, wide: number): string {
  const room = Math.floor((wide - 6) / CHARACTER);
  const name = nameOf(frame);
  if (name.length <= room) return name;
  return room < 4 ? '' : `${name.slice(0, room - 1)}…`;
}

const nameOf = ({ functionName }: CallFrame): string => (functionName === '' ? '(anonymous)' : functionName);

const placeOf = ({ url, lineNumber }: CallFrame): string =>
  url === '' ? 'V8' : `${url.replace(/^.*\/(?=node_modules\/|dist\/)/, '')}:${String(lineNumber + 1)}`;

/** Pale enough for black letters. */
const KINDS = {
  ours: { color: '#f4a259', name: 'ACGS' },
  packages: { color: '#8cb9d9', name: 'packages' },
  node: { color: '#9fcf9b', name: 'Node.js' },
  engine: { color: '#c9b8dd', name: 'V8: garbage collector, native code' },
} as const;

function kindOf({ url, functionName }: CallFrame): keyof typeof KINDS {
  if (url.includes('/node_modules/')) return 'packages';
  if (url.startsWith('node:')) return 'node';
  return url === '' || functionName.startsWith('(') ? 'engine' : 'ours';
}

function legend(): string[] {
  let x = 12;
  return Object.values(KINDS).map(({ color, name }) => {
    const at = x;
    x += 34 + name.length * CHARACTER;
    return `<rect x="${at.toFixed(0)}" y="49" width="10" height="10" fill="${color}"/><text x="${(at + 14).toFixed(0)}" y="58">${name}</text>`;
  });
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
