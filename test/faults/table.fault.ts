import { type Figure, figureAtMost, figureOnly, type Measurement } from '../performance/measurement.js';
import { textTable } from '../../tools/text-table.js';
import { CONTROL } from './decisions.fault.js';
import type { FaultCommand, FaultOptions } from './fault-command.js';
import { type Examined, examine } from './table/examination.js';
import { breakUnderLoad, type Happened } from './table/nemesis.js';
import { NETWORK_ROWS } from './table/network-rows.js';
import { REQUEST_ROWS } from './table/request-rows.js';
import { rowsOfTable } from './table/result-table.js';
import type { Row, System } from './table/row.js';
import { SERVICE_ROWS } from './table/service-rows.js';
import { STORAGE_ROWS } from './table/storage-rows.js';
import { withSystem } from './table/system.js';
import { command as tampering } from './tampering.fault.js';

const VIOLATIONS_SHOWN = 10;
/** For `acgs-verify` to find, each of them. */
const CHANGES_OF_THE_LOG = 24;
export const ROWS: readonly Row[] = [...SERVICE_ROWS, ...STORAGE_ROWS, ...NETWORK_ROWS, ...REQUEST_ROWS];

export const command: FaultCommand = {
  name: 'faults',
  summary: 'the whole failure table under load, and a checker over what clients saw',
  cycles: { usual: 8, long: 200 },
  run: async (options) => {
    const result = await runRows(options);
    if (options.only !== null) return measurementOf(result, [], options);
    const { figures } = await tampering.run({ ...options, cycles: CHANGES_OF_THE_LOG, control: false });
    const undetected = figures.filter(({ name }) => name === 'undetected');
    return measurementOf(result, undetected, options);
  },
};

function runRows(options: FaultOptions): Promise<Result> {
  const chosen = rowsNamed(options.only);
  const { progress, control } = options;
  return withSystem({ progress, databaseSettings: control ? CONTROL : {} }, async (system) => {
    const rows = chosen.filter(({ needs }) => needs === undefined || typeof system[needs] !== 'string');
    const happened = await breakUnderLoad(system, { ...options, rows });
    progress('reading the records');
    return { happened, examined: await examine(system, happened), missing: missingIn(system, chosen) };
  });
}

/** All of them, or those with one of these in their names. */
export function rowsNamed(only: string | null): readonly Row[] {
  const parts = only?.split(',').map((part) => part.trim()) ?? [''];
  const rows = ROWS.filter(({ name }) => parts.some((part) => name.includes(part)));
  if (rows.length > 0) return rows;
  throw new Error(
    `No row is called "${String(only)}". There are: ${ROWS.map(({ name }) => name).join('; ')}.`,
  );
}

interface Result {
  readonly happened: Happened;
  readonly examined: Examined;
  /** Rows that this machine cannot run, with the reason. */
  readonly missing: readonly string[];
}

export const missingIn = (system: System, rows: readonly Row[]): string[] =>
  rows.flatMap(({ name, needs }) => {
    const extra = needs === undefined ? null : system[needs];
    return typeof extra === 'string' ? [`${name}: ${extra}`] : [];
  });

function measurementOf(
  { happened, examined, missing }: Result,
  undetected: readonly Figure[],
  { seed, control, only }: FaultOptions,
): Measurement {
  const { windows, counts, observed } = happened;
  const { violations } = examined;
  const failed = violations.filter(({ kind }) => kind === 'failed');
  const run = new Set(windows.map(({ row }) => row));
  const left = only === null ? ROWS.filter(({ name }) => !run.has(name)).map(({ name }) => name) : [];
  return {
    figures: [
      figureOnly('cycles', windows.length, '', 'higher'),
      figureOnly('acknowledged', examined.acknowledged, 'decisions', 'higher'),
      figureAtMost('lost', examined.lost, 'decisions', 0),
      figureAtMost('doubled', examined.doubled, 'keys', 0),
      figureAtMost('forked', examined.forked, 'checkpoints', 0),
      ...undetected,
      figureAtMost('wrong.allow', examined.wrongAllow, 'decisions', 0),
      figureAtMost('failed.requests', failed.length, 'requests', 0),
    ],
    context: {
      seed,
      loadModel:
        'closed loop of 12 clients, two thirds through two gateways, the others straight to a second engine; rules that change, a freeze that is placed and lifted, and tokens that are revoked all the while',
      on: control ? 'synchronous_commit off: losses are expected' : 'fsync, synchronous_commit',
      ...counts,
      rulesChanged: examined.turns,
      decisionsMadeAgain: examined.remade,
      freezes: examined.freezes,
      frozen: examined.frozen,
      usesOfRevokedTokens: examined.revokedUses,
      notRunHere: missing,
      notInThisSample: left,
    },
    table: [
      ...textTable(rowsOfTable(windows, observed.exchanges, violations)),
      `seed ${String(seed)}; ${String(examined.remade)} decisions made again from the rules that they pin, ` +
        `${String(examined.turns)} changes of rules, ${String(examined.frozen)} denials by ${String(examined.freezes)} freezes, ` +
        `${String(examined.revokedUses)} uses of revoked tokens`,
      ...missing.map((line) => `NOT RUN HERE ${line}`),
      ...(left.length === 0 ? [] : [`not in this sample: ${left.join('; ')}`]),
      ...violations
        .slice(0, VIOLATIONS_SHOWN)
        .map(({ kind, row, what }) => `${kind.toUpperCase()} [${row}] ${what}`),
    ].join('\n'),
  };
}
