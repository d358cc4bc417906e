import { allowing } from '../table/row.js';
import { LogLines, sortedLines } from './log-lines.js';

const line = (at: number, msg = 'said') => ({ service: 'engine', level: 40, msg, at });
const window = { row: 'Redis killed', from: 100_000, to: 110_000, allows: allowing() };

describe('sortedLines', () => {
  it('gives a line to what was broken when it was written or shortly before, and else to nothing', () => {
    const lines = [99_000, 100_000, 109_000, 114_000, 116_000].map((at) => line(at));
    const { quiet, byRow } = sortedLines(lines, [window], [0, 200_000]);
    expect(quiet.map(({ at }) => at)).toStrictEqual([99_000, 116_000]);
    expect(byRow.get('Redis killed')?.map(({ at }) => at)).toStrictEqual([100_000, 109_000, 114_000]);
  });

  it('leaves out what was written before the load began and after it ended', () => {
    const lines = [line(10), line(60_000), line(300_000)];
    expect(sortedLines(lines, [], [50, 200_000]).quiet).toStrictEqual([lines[1]]);
  });

  it('counts the minutes in which nothing was broken', () => {
    expect(sortedLines([], [window], [0, 195_000]).quietMinutes).toBe(3);
  });
});

describe('LogLines', () => {
  it('keeps level and message, and what is no line of a log as the worst', () => {
    const log = new LogLines();
    log.note('engine', '{"level":30,"msg":"ready","pid":7}');
    log.note('engine', 'Segmentation fault');
    expect(log.lines.map(({ level, msg }) => [level, msg])).toStrictEqual([
      [30, 'ready'],
      [Infinity, 'Segmentation fault'],
    ]);
  });
});
