import { textTable } from '../../../tools/text-table.js';
import type { Violation } from '../table/history.js';
import type { Growth, Reading } from './growth.js';
import type { LogLine, SortedLines } from './log-lines.js';

const LINES_SHOWN = 30;
const VIOLATIONS_SHOWN = 20;
const WARNING = 40;
const ERROR = 50;

/** What each process held: in the beginning, in the middle and in the end of its life, and how that grew. */
export function processTable(
  readings: readonly Reading[],
  memory: readonly Growth[],
  descriptors: readonly Growth[],
): string[] {
  const pids = [...new Set(readings.map(({ pid }) => pid))];
  const lines = pids.map((pid) => {
    const own = readings.filter((reading) => reading.pid === pid);
    const [first, middle, last] = [own[0], own[Math.floor(own.length / 2)], own.at(-1)];
    const name = first?.name ?? '';
    const isLast = readings.findLast((reading) => reading.name === name)?.pid === pid;
    const grown = (growths: readonly Growth[]): string =>
      (isLast ? growths.find((growth) => growth.name === name)?.value.toFixed(1) : undefined) ?? '';
    return [
      name,
      `${first?.minute.toFixed(0) ?? ''} to ${last?.minute.toFixed(0) ?? ''}`,
      ...[first, middle, last].map((reading) => reading?.mebibytes.toFixed(0) ?? ''),
      grown(memory),
      ...[first, middle, last].map((reading) => String(reading?.descriptors ?? '')),
      grown(descriptors),
    ];
  });
  const held = ['at first', 'halfway', 'last'];
  return textTable([
    [
      'process',
      'minutes',
      ...held.map((when) => `MiB ${when}`),
      'MiB/hour',
      ...held.map((when) => `descriptors ${when}`),
      'more',
    ],
    ...lines.sort(([a = ''], [b = '']) => a.localeCompare(b)),
  ]);
}

/** How many lines, by level, were written while what was broken. */
export function linesTable({ quiet, byRow }: SortedLines): string[] {
  const line = (name: string, lines: readonly LogLine[]): string[] => [
    name,
    ...[
      lines.filter(({ level }) => level < WARNING).length,
      lines.filter(({ level }) => level >= WARNING && level < ERROR).length,
      lines.filter(({ level }) => level >= ERROR).length,
    ].map(String),
    mostFrequent(lines),
  ];
  return textTable([
    ['lines written during', 'info', 'warn', 'error', 'most often'],
    ...[...byRow].sort(([a], [b]) => a.localeCompare(b)).map(([row, lines]) => line(row, lines)),
    line('nothing', quiet),
  ]);
}

export const quietTable = ({ quiet }: SortedLines, from: number): string[] =>
  quiet.slice(0, LINES_SHOWN).map(({ service, msg, at }) => {
    const minute = ((at - from) / 60_000).toFixed(2);
    return `WRITTEN WHILE NOTHING WAS BROKEN at minute ${minute}: ${service}: ${msg}`;
  });

export const violationLines = (violations: readonly Violation[]): string[] =>
  violations
    .slice(0, VIOLATIONS_SHOWN)
    .map(({ kind, row, what }) => `${kind.toUpperCase()} [${row}] ${what}`);

function mostFrequent(lines: readonly LogLine[]): string {
  const counts = new Map<string, number>();
  for (const { service, msg } of lines) {
    const text = `${service}: ${msg}`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first === undefined ? '' : `${String(first[1])} x ${first[0]}`;
}
