import { figuresPage } from './figures-page.js';
import { type KeptRun, lineIn } from './kept-runs.js';

type Figure = KeptRun['line']['figures'][number];

const figure = (value: number | null, parts: Partial<Figure> = {}): Figure => ({
  name: 'p99',
  value,
  unit: 'ms',
  reach: 5,
  ok: true,
  ...parts,
});
const run = (...figures: Figure[]): KeptRun => ({
  began: '2026-01-02T03:04:05.000Z',
  seconds: 60,
  line: {
    command: 'perf',
    version: '1.2.3',
    context: { machine: '2 x Chip, 8 GiB', node: 'v20.1.0', versions: { PostgreSQL: '18.4' } },
    figures,
  },
});
const rows = (...runs: (KeptRun | null)[]): string[] =>
  figuresPage([{ command: 'perf', runs }], runs.length)
    .split('\n')
    .filter((line) => line.startsWith('| `') || line.startsWith('|  |'));

describe('figuresPage', () => {
  it('has both runs of a figure in one row, and the command once', () => {
    const rate = { name: 'rate', unit: '/s', reach: null };
    expect(rows(run(figure(3.14159), figure(10, rate)), run(figure(4), figure(11, rate)))).toEqual([
      '| `perf` | `p99` | ms | at most 5 | 3.142 | 4 |',
      '|  | `rate` | /s |  | 10 | 11 |',
    ]);
  });

  it.each<[string, Figure, Figure, string]>([
    ['missed above', figure(6, { ok: false }), figure(5, { ok: true }), 'at most 5 | **6** | 5'],
    ['missed below', figure(4, { ok: false }), figure(5), 'at least 5 | **4** | 5'],
    ['well above', figure(5), figure(6), 'at least 5 | 5 | 6'],
    ['on it twice', figure(5), figure(5), '5 | 5 | 5'],
    ['not measured', figure(null, { ok: false }), figure(4), 'at most 5 | **not measured** | 4'],
  ])('tells the side of a reach, and what misses it: %s', (_, first, second, expected) => {
    expect(rows(run(first), run(second))).toEqual([`| \`perf\` | \`p99\` | ms | ${expected} |`]);
  });

  it('says of a run that has no figures that there are none', () => {
    expect(rows(null, run(figure(4)))).toEqual(['| `perf` | `p99` | ms | at most 5 | no figures | 4 |']);
    expect(rows(null, null)).toEqual(['| `perf` |  |  |  | no figures | no figures |']);
  });

  it('begins with the machine, the versions, the days and the time that it took', () => {
    expect(figuresPage([{ command: 'perf', runs: [run(figure(4)), run(figure(4))] }], 2)).toMatch(
      /^- Machine: 2 x Chip, 8 GiB\n- Versions: acgs 1\.2\.3, Node v20\.1\.0, PostgreSQL 18\.4\n- Days: 2026-01-02; 2 runs in 2 minutes\n/,
    );
  });
});

describe('lineIn', () => {
  it('reads the last line of a measuring command', () => {
    const { line } = run(figure(null, { ok: false }));
    expect(lineIn(`  metric  target\n\n${JSON.stringify(line)}\n`)).toEqual(line);
  });

  it.each(['', 'no such benchmark\n', '{"figures": []}\n'])('has none in %j', (output) => {
    expect(lineIn(output)).toBeNull();
  });
});
