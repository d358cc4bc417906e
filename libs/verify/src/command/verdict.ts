import { type Fault } from '../core/fault.js';
import { type Replay } from '../core/replay.js';
import { printable } from './printable.js';

/** What is said in the end. */
export interface Verdict {
  readonly faults: readonly Fault[];
  readonly origin: string | null;
  readonly treeSize: number | null;
  readonly leafIndex: number | null;
  readonly entryId: string | null;
  /** Members of the entry whose values were erased or are not shown. */
  readonly closed: readonly string[];
  readonly replay: Replay | null;
  /** Files that `mirror` has added to its copy. */
  readonly fetched: number | null;
}

/** For programs: one line. `verified` is null when nothing can be said. */
export function jsonOf(target: string, verdict: Verdict | null, message: string | null): string {
  const { faults = [], replay = null, ...rest } = verdict ?? {};
  const verified = verdict === null ? null : faults.length === 0;
  const again = replay === null ? null : { result: replay.result, because: becauseOf(replay) };
  const line = { command: 'acgs-verify', target, verified, faults, ...rest, replay: again, message };
  return printable(JSON.stringify(line));
}

/** For people. */
export function textOf(target: string, { faults, ...verdict }: Verdict): string {
  if (faults.length > 0) {
    return textIn([`NOT VERIFIED: ${target}`, ...faults.map(({ path, message }) => `  ${path}: ${message}`)]);
  }
  const { entryId, leafIndex, treeSize, origin, closed, replay, fetched } = verdict;
  const lines = [`verified: ${target}`];
  if (leafIndex === null) lines.push(`  all ${String(treeSize)} leaves of the log ${String(origin)}`);
  else
    lines.push(
      `  ${String(entryId)} is leaf ${leafIndex} of ${String(treeSize)} in the log ${String(origin)}`,
    );
  if (fetched !== null) lines.push(`  fetched ${fetched} files that the copy had not`);
  if (closed.length > 0) lines.push(`  not shown: ${closed.join(', ')}`);
  if (replay?.result === 'reproduced') lines.push('  made again from its rules, the decision is the same');
  if (replay?.result === 'impossible') lines.push(`  the decision was not made again: ${replay.because}`);
  return textIn(lines);
}

const textIn = (lines: readonly string[]): string => lines.map(printable).join('\n');

const becauseOf = (replay: Replay): string | null => (replay.result === 'impossible' ? replay.because : null);
