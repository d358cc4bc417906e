import { type Figure, figureAtMost, figureOnly, type Measurement } from '../performance/measurement.js';
import { versionsOf } from '../performance/measured-installation.js';
import type { FaultCommand, FaultOptions, FaultResult } from './fault-command.js';
import { greatest, growthPerHour, rise } from './soak/growth.js';
import { LogLines, sortedLines, type SortedLines } from './soak/log-lines.js';
import { orderOfSoak } from './soak/soak-order.js';
import { soakPage, soakPlots } from './soak/soak-report.js';
import { soak, type Soaked } from './soak/soak-run.js';
import { linesTable, processTable, quietTable, violationLines } from './soak/soak-table.js';
import { missingIn, rowsNamed } from './table.fault.js';
import { withSystem } from './table/system.js';

/** Half of what one machine of two cores takes before answers are late. */
const DECISIONS_PER_SECOND = 300;
/** One question in ten is a batch of ten. */
const DECISIONS_OF_A_QUESTION = 1.9;
/** Requests that are no decisions, for each decision. */
const OTHERS_SHARE = 0.1;
/** Of what is recorded in an hour, and of what PostgreSQL writes about it. */
const DISK_GIBIBYTES = 24;
/** In a shorter run what is still growing to its size would count as a leak. */
const JUDGED_MINUTES = 30;
const MEBIBYTES_PER_HOUR = 32;
const DESCRIPTORS = 8;

export const command: FaultCommand = {
  name: 'faults soak',
  summary: 'a mixed load with a fault every minute; memory, descriptors and logs all the while',
  cycles: { usual: 5, long: 60 },
  run: async (options) => {
    if (process.platform !== 'linux')
      throw new Error('What a process holds is read from /proc: this run takes Linux.');
    const { progress, seed, cycles, only } = options;
    const lines = new LogLines();
    return withSystem(
      {
        progress,
        databaseSettings: {},
        environment: { LOG_LEVEL: 'info', ACCESS_TOKEN_TTL_SECONDS: '43200' },
        diskGibibytes: DISK_GIBIBYTES,
        onLine: (service, line) => {
          lines.note(service, line);
        },
      },
      async (system) => {
        const chosen = rowsNamed(only);
        const missing = missingIn(system, chosen);
        const rows = chosen.filter(({ needs }) => needs === undefined || typeof system[needs] !== 'string');
        const rate = options.rate ?? DECISIONS_PER_SECOND;
        const perSecond = { questions: rate / DECISIONS_OF_A_QUESTION, others: rate * OTHERS_SHARE };
        const soaked = await soak(system, {
          rows: orderOfSoak(rows, cycles, seed),
          perSecond,
          seed,
          progress,
        });
        const redis = typeof system.redis === 'string' ? null : system.redis;
        const versions = await versionsOf(system.installation.databaseUrl, redis);
        const sorted = sortedLines(lines.lines, soaked.windows, soaked.span);
        return resultOf(soaked, sorted, { ...options, rate, missing, versions });
      },
    );
  },
};

interface Known extends FaultOptions {
  readonly rate: number;
  readonly missing: readonly string[];
  readonly versions: Readonly<Record<string, string>>;
}

function resultOf(soaked: Soaked, lines: SortedLines, known: Known): FaultResult {
  const { readings, span, windows, violations, others, remade } = soaked;
  const { seed, rate, missing, versions } = known;
  const minutes = (span[1] - span[0]) / 60_000;
  const memory = growthPerHour(readings, 'mebibytes', minutes / 2);
  const descriptors = rise(readings, 'descriptors', minutes / 2);
  const table = [
    ...processTable(readings, memory, descriptors),
    '',
    ...linesTable(lines),
    '',
    `seed ${String(seed)}; ${String(others)} requests besides decisions, ${String(remade)} decisions made again from the rules that they pin`,
    ...missing.map((line) => `NOT RUN HERE ${line}`),
    ...quietTable(lines, span[0]),
    ...violationLines(violations),
  ].join('\n');
  const context = {
    seed,
    rate,
    loadModel:
      'open loop: decisions and batches over two gateways and two engines, other requests through the first gateway',
    on: 'gateway, access tokens, hash guard, validation, metrics, logs at info, fsync, synchronous_commit',
    versions,
    broken: windows.map(({ row }) => row),
    notRunHere: missing,
  };
  const measurement: Measurement = {
    figures: figuresOf(soaked, lines, {
      minutes,
      memory: greatest(memory),
      descriptors: greatest(descriptors),
    }),
    context,
    table,
  };
  const report = { page: soakPage({ readings, context, table }), plots: soakPlots(readings) };
  return { ...measurement, report };
}

function figuresOf(
  soaked: Soaked,
  { quiet, quietMinutes }: SortedLines,
  {
    minutes,
    memory,
    descriptors,
  }: { readonly minutes: number; readonly memory: number; readonly descriptors: number },
): Figure[] {
  const failed = soaked.violations.filter(({ kind }) => kind === 'failed').length;
  const judged = (name: string, value: number, unit: string, reach: number): Figure =>
    minutes < JUDGED_MINUTES
      ? figureOnly(name, value, unit, 'lower')
      : figureAtMost(name, value, unit, reach);
  return [
    figureOnly('minutes', minutes, '', 'higher'),
    figureOnly('cycles', soaked.windows.length, '', 'higher'),
    figureOnly('acknowledged', soaked.acknowledged, 'decisions', 'higher'),
    figureAtMost('lost', soaked.lost, 'decisions', 0),
    figureAtMost('doubled', soaked.doubled, 'keys', 0),
    figureAtMost('forked', soaked.forked, 'checkpoints', 0),
    figureAtMost('wrong.allow', soaked.wrongAllow, 'decisions', 0),
    figureAtMost('failed.requests', failed, 'requests', 0),
    judged('memory.growth', memory, 'MiB/hour', MEBIBYTES_PER_HOUR),
    judged('descriptors.growth', descriptors, 'descriptors', DESCRIPTORS),
    figureAtMost('log.lines.quiet', quiet.length / quietMinutes, 'lines/minute', 0),
  ];
}
