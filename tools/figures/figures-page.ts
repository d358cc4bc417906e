import type { KeptRun } from './kept-runs.js';

/** A command, and what each of its runs measured; null where there are no figures. */
export interface MeasuredCommand {
  readonly command: string;
  readonly runs: readonly (KeptRun | null)[];
}

type Figure = KeptRun['line']['figures'][number];

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];

/** Machine, versions and days, then one row for each figure, in Markdown. */
export function figuresPage(measured: readonly MeasuredCommand[], runs: number): string {
  const head = ['command', 'figure', 'unit', 'reach', ...columnsOf(runs)];
  const rows = measured.flatMap(rowsOf);
  return [
    ...surroundingsOf(measured),
    '',
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
  ].join('\n');
}

const columnsOf = (runs: number): string[] =>
  Array.from({ length: runs }, (_, run) => `${ORDINALS[run] ?? `${String(run + 1)}th`} run`);

function rowsOf({ command, runs }: MeasuredCommand): string[][] {
  const names = new Set(runs.flatMap((run) => run?.line.figures.map(({ name }) => name) ?? []));
  if (names.size === 0) return [[code(command), '', '', '', ...runs.map(() => 'no figures')]];
  return [...names].map((name, place) => {
    const figures = runs.map((run) => run?.line.figures.find((figure) => figure.name === name));
    const known = figures.filter((figure) => figure !== undefined);
    const unit = known[0]?.unit ?? '';
    const cells = figures.map((figure) => (figure === undefined ? 'no figures' : valueOf(figure)));
    return [place === 0 ? code(command) : '', code(name), unit, reachOf(known), ...cells];
  });
}

const valueOf = ({ value, ok }: Figure): string => {
  const text = value === null ? 'not measured' : rounded(value);
  return ok ? text : `**${text}**`;
};

/** The line does not say which side of its reach a figure is to be on; a value that is not on it tells. */
function reachOf(figures: readonly Figure[]): string {
  const reach = figures.find((figure) => figure.reach !== null)?.reach;
  if (reach === undefined || reach === null) return '';
  const off = figures.find(({ value }) => value !== null && value !== reach);
  if (off?.value === undefined || off.value === null) return rounded(reach);
  return `${off.value < reach === off.ok ? 'at most' : 'at least'} ${rounded(reach)}`;
}

function surroundingsOf(measured: readonly MeasuredCommand[]): string[] {
  const kept = measured.flatMap(({ runs }) => runs.filter((run) => run !== null));
  const of = (member: string): string => distinct(kept.map(({ line }) => line.context[member]));
  const versions = kept.map(({ line }) =>
    Object.entries(line.context.versions ?? {})
      .map(([part, version]) => `${part} ${String(version)}`)
      .join(', '),
  );
  const minutes = kept.reduce((sum, { seconds }) => sum + seconds, 0) / 60;
  return [
    `- Machine: ${of('machine')}`,
    `- Versions: acgs ${distinct(kept.map(({ line }) => line.version))}, Node ${of('node')}${distinct(versions) === '' ? '' : `, ${distinct(versions)}`}`,
    `- Days: ${distinct(kept.map(({ began }) => began.slice(0, 10)).toSorted())}; ${String(kept.length)} runs in ${minutes.toFixed(0)} minutes`,
  ];
}

const distinct = (values: readonly unknown[]): string =>
  [...new Set(values.filter((value) => typeof value === 'string' && value !== ''))].join('; ');

const code = (text: string): string => `\`${text}\``;

const rounded = (value: number): string => String(Number(value.toPrecision(4)));
