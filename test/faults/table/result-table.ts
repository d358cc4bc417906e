import type { Exchange } from './exchange.js';
import type { FaultWindow } from './fault-windows.js';
import type { Violation } from './history.js';

const COLUMNS = ['200', '503', '502', '504', 'rules-stale', 'refused', 'broken'] as const;

/** What was broken, how often, and what clients were answered meanwhile; the last line is of the times in between. */
export function rowsOfTable(
  windows: readonly FaultWindow[],
  exchanges: readonly Exchange[],
  violations: readonly Violation[],
): string[][] {
  const endings = endingsByRow(windows, exchanges);
  const names = [...new Set(windows.map(({ row }) => row))].sort();
  const lineOf = (name: string): string[] => {
    const all = endings.get(name) ?? [];
    const known = COLUMNS.map((column) => all.filter((ending) => ending === column).length);
    const others = all.length - known.reduce((sum, count) => sum + count, 0);
    const cycles = windows.filter(({ row }) => row === name);
    const seconds = cycles.reduce((sum, { from, to }) => sum + (to - from) / 1000, 0);
    const wrong = violations.filter(({ row }) => row.split(', ').includes(name)).length;
    return [
      name,
      ...[cycles.length, seconds.toFixed(1), all.length, ...known, others, wrong].map((cell) => String(cell)),
    ];
  };
  const head = ['broken', 'cycles', 'seconds', 'requests', ...COLUMNS, 'other', 'violations'];
  return [head, ...[...names, 'nothing'].map(lineOf)];
}

/** Each exchange stands with every window that it has a part in. */
function endingsByRow(
  windows: readonly FaultWindow[],
  exchanges: readonly Exchange[],
): Map<string, string[]> {
  const byRow = new Map<string, string[]>();
  for (const { sentAt, endedAt, ending } of exchanges) {
    const rows = new Set(
      windows.filter(({ from, to }) => from <= endedAt && sentAt <= to).map(({ row }) => row),
    );
    for (const row of rows.size === 0 ? ['nothing'] : rows) {
      const endings = byRow.get(row);
      if (endings === undefined) byRow.set(row, [ending]);
      else endings.push(ending);
    }
  }
  return byRow;
}
