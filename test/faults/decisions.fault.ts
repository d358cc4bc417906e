import { join } from 'node:path';
import type { Installation } from '../../tools/installation/installation.js';
import { withInstallation } from '../../tools/installation/temporary-installation.js';
import { figureAtMost, figureOnly, type Measurement } from '../performance/measurement.js';
import { type Cycle, type CyclesResult, type Governed, killPostgresUnderLoad } from './decisions-cycles.js';
import type { LoadCounts } from './decisions-load.js';
import { CONSTITUTION, POLICY } from './decisions-questions.js';
import type { FaultCommand, FaultOptions } from './fault-command.js';
import { KillablePostgres } from './killable-postgres.js';

const FAILURES_SHOWN = 5;

/** What an installation must not have: COMMIT returns before the record is on disk. */
export const CONTROL = { synchronous_commit: 'off', wal_writer_delay: '10s' };

export const command: FaultCommand = {
  name: 'faults -- decisions',
  summary: 'kills PostgreSQL under load and looks for every decision that somebody was told of',
  run: (options) => {
    const databaseSettings = options.control ? CONTROL : {};
    const start = { progress: options.progress, databaseSettings, environment: { LOG_LEVEL: 'error' } };
    return withInstallation(start, async (installation) => {
      const governed = await governedBy(installation, databaseSettings);
      return measurementOf(await killPostgresUnderLoad(governed, options), options);
    });
  },
};

/** Two engines with rules in force, on a PostgreSQL that can be killed. */
export async function governedBy(
  installation: Installation,
  databaseSettings: Readonly<Record<string, string>>,
): Promise<Governed> {
  const [admin, agent, platform, auditor, second] = await Promise.all([
    installation.login('admin'),
    installation.login('demo-agent'),
    installation.login('platform'),
    installation.login('auditor'),
    installation.startSecond('governance-engine'),
  ]);
  await admin.expect('POST', '/constitution/versions', CONSTITUTION);
  await admin.expect('POST', '/policies?activate=true', POLICY);
  const port = installation.postgres?.port;
  if (port === undefined) throw new Error('this needs a PostgreSQL of its own');
  const postgres = new KillablePostgres(join(installation.home, 'postgres'), port, databaseSettings);
  installation.beforeStop(() => postgres.end());
  return {
    engines: [installation.url('governance-engine'), second.url],
    databaseUrl: installation.databaseUrl,
    postgres,
    headers: { 'demo-agent': agent.headers, platform: platform.headers, auditor: auditor.headers },
  };
}

function measurementOf(result: CyclesResult, { seed, control }: FaultOptions): Measurement {
  const { findings, failed, counts, cycles } = result;
  return {
    figures: [
      figureOnly('cycles', cycles.length, '', 'higher'),
      figureOnly('acknowledged', findings.acknowledged, 'decisions', 'higher'),
      figureAtMost('lost', findings.lost, 'decisions', 0),
      figureAtMost('doubled', findings.doubled, 'keys', 0),
      figureAtMost('wrong.allow', findings.wrongAllow, 'decisions', 0),
      figureAtMost('failed.requests', failed.size, 'requests', 0),
    ],
    context: {
      seed,
      loadModel:
        'closed loop of 32 clients, two engines; one in ten a batch, one in twenty sent to both at once',
      on: control ? 'synchronous_commit off: losses are expected' : 'fsync, synchronous_commit',
      ...counts,
      recoveryMilliseconds: cycles.map(({ recovery }) => Math.round(recovery)),
    },
    table: [
      cyclesTable(cycles),
      countsText(seed, counts),
      ...[...failed].slice(0, FAILURES_SHOWN).map(([key, why]) => `FAILED ${key}: ${why}`),
    ].join('\n'),
  };
}

function cyclesTable(cycles: readonly Cycle[]): string {
  const header = ['cycle', 'load ms', 'in flight', 'away ms', 'recovery ms', '503s'];
  const rows = cycles.map(({ load, inFlight, away, recovery, unavailable }, n) =>
    [n + 1, load, inFlight, away, recovery, unavailable].map((value) => value.toFixed(0)),
  );
  return [header, ...rows].map((row) => row.map((cell) => cell.padStart(13)).join('')).join('\n');
}

function countsText(seed: number, counts: Readonly<LoadCounts>): string {
  return [
    `seed ${String(seed)}: ${String(counts.questions)} requests, ${String(counts.unavailable)} answers 503, ` +
      `${String(counts.broken)} connections broken`,
    `${String(counts.foundAgain)} retries found the decision that their attempt had recorded without an answer`,
    `${String(counts.stale)} decisions denied for stale rules`,
    `slowest answer after ${String(counts.slowestAttemptMilliseconds)} ms, ` +
      `with retries ${String(counts.slowestMilliseconds)} ms`,
  ].join('\n');
}
