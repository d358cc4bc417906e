import { z } from 'zod';
import type { FaultWindow } from '../table/fault-windows.js';

/** After all had recovered; what a service says of its recovery may come so late. */
const SAID_AFTERWARDS_MILLISECONDS = 5000;
const LineSchema = z.object({ level: z.number(), msg: z.string() });

export interface LogLine {
  readonly service: string;
  /** As pino has them: 30 info, 40 warn, 50 error; infinite for what is no line of a log. */
  readonly level: number;
  readonly msg: string;
  /** When it was read, of this process's monotonic clock. */
  readonly at: number;
}

/** Lines by what was broken when they were written. */
export interface SortedLines {
  readonly quiet: readonly LogLine[];
  readonly byRow: ReadonlyMap<string, readonly LogLine[]>;
  /** Without the windows, and what belongs to them. */
  readonly quietMinutes: number;
}

/** Remembers what services write while it is told to. */
export class LogLines {
  readonly lines: LogLine[] = [];

  note(service: string, line: string): void {
    this.lines.push({ service, ...parsed(line), at: performance.now() });
  }
}

/** Of the time between two moments, what was written while something was broken, by row, and what was written otherwise. */
export function sortedLines(
  lines: readonly LogLine[],
  windows: readonly FaultWindow[],
  [from, to]: readonly [from: number, to: number],
): SortedLines {
  const quiet: LogLine[] = [];
  const byRow = new Map<string, LogLine[]>();
  for (const line of lines.filter(({ at }) => from <= at && at <= to)) {
    const window = windows.find(
      (one) => one.from <= line.at && line.at <= one.to + SAID_AFTERWARDS_MILLISECONDS,
    );
    if (window === undefined) quiet.push(line);
    else byRow.set(window.row, [...(byRow.get(window.row) ?? []), line]);
  }
  const broken = windows.reduce((sum, one) => sum + one.to - one.from + SAID_AFTERWARDS_MILLISECONDS, 0);
  return { quiet, byRow, quietMinutes: Math.max(0, to - from - broken) / 60_000 };
}

function parsed(line: string): z.infer<typeof LineSchema> {
  try {
    return LineSchema.parse(JSON.parse(line));
  } catch {
    return { level: Number.POSITIVE_INFINITY, msg: line };
  }
}
