import { checkGateway } from './gateway-checks.js';
import { Client } from 'pg';
import { textTable } from '../../tools/text-table.js';
import {
  contextOfInstallation,
  type MeasuredInstallation,
  withMeasuredInstallation,
} from './measured-installation.js';
import {
  type Figure,
  figureAtMost,
  figureOnly,
  type Measurement,
  type MeasurementCommand,
  type MeasurementOptions,
} from './measurement.js';
import { type LogStep, ScaleRun, type Step } from './scale/scale-run.js';

const POLICIES = 100;
const WORKERS = [1, 2, 4] as const;
/** Four workers, each with its pool, beside the engine of the installation, on a PostgreSQL of 200 connections. */
const POOL_SIZE = 10;

export const command: MeasurementCommand = {
  name: 'bench -- scale',
  summary: 'what a decision, its leaf and a token take of each part, for the model of docs/scale.md',
  run: (options) => {
    const environment = { THROTTLE_TOKENS: 'off', LOG_LEVEL: 'error', DATABASE_POOL_SIZE: String(POOL_SIZE) };
    return withMeasuredInstallation(
      { progress: options.progress, policies: POLICIES, environment },
      (measured) => measure(measured, options),
    );
  },
};

interface Parts {
  readonly engines: ReadonlyMap<number, Step>;
  readonly bytes: number;
  readonly log: LogStep;
  readonly gateway: Step;
  readonly tokens: Step;
}

async function measure(
  measured: MeasuredInstallation,
  { long, progress }: MeasurementOptions,
): Promise<Measurement> {
  await checkGateway(measured);
  const database = new Client({ connectionString: measured.installation.databaseUrl });
  await database.connect();
  try {
    const run = new ScaleRun(measured, database, long ? 60 : 3);
    const parts = await partsOf(measured, run, progress);
    return {
      figures: figuresOf(parts, run.failed),
      context: contextOf(measured, long),
      table: tableOf(parts),
    };
  } finally {
    await database.end();
  }
}

/** The log stays away while decisions are made, so that its cost is not in theirs, and takes them in afterwards. */
async function partsOf(
  { installation }: MeasuredInstallation,
  run: ScaleRun,
  progress: (text: string) => void,
): Promise<Parts> {
  await installation.service('integrity-service')?.stop();
  const engines = new Map<number, Step>();
  for (const workers of WORKERS) {
    progress(`decisions, ${String(workers)} engine processes`);
    engines.set(workers, await run.engine(workers));
  }
  progress('decisions through the gateway');
  const gateway = await run.gateway();
  const bytes = await run.bytesOfDecision();
  progress('the log takes them in');
  const log = await run.log();
  progress('tokens');
  return { engines, bytes, log, gateway, tokens: await run.tokens() };
}

function figuresOf({ engines, bytes, log, gateway, tokens }: Parts, failed: number): Figure[] {
  const cost = (name: string, value: number, unit = 'µs'): Figure =>
    figureOnly(`scale.${name}`, value, unit, 'lower');
  const rate = (name: string, value: number, unit: string): Figure =>
    figureOnly(`scale.${name}`, value, unit, 'higher');
  return [
    ...[...engines].flatMap(([workers, step]) => [
      rate(`engine.rate.${String(workers)}`, step.load.rate, 'decisions/s'),
      cost(`engine.cpu.${String(workers)}`, step.service),
      cost(`postgres.cpu.${String(workers)}`, step.postgres),
      cost(`wal.${String(workers)}`, step.wal, 'bytes'),
    ]),
    cost('bytes', bytes, 'bytes'),
    rate('gateway.rate', gateway.load.rate, 'decisions/s'),
    cost('gateway.cpu', gateway.service),
    rate('log.rate', log.count / log.seconds, 'leaves/s'),
    cost('log.cpu', log.service),
    cost('log.postgres.cpu', log.postgres),
    cost('log.wal', log.wal, 'bytes'),
    cost('log.bytes', log.bytes, 'bytes'),
    rate('token.rate', tokens.load.rate, 'tokens/s'),
    cost('token.cpu', tokens.service),
    cost('token.postgres.cpu', tokens.postgres),
    figureAtMost('scale.failed', failed, '', 0),
  ];
}

function contextOf(measured: MeasuredInstallation, long: boolean): Record<string, unknown> {
  return {
    ...contextOfInstallation(measured),
    loadModel: `closed loop of 64 connections (tokens 16) for ${long ? '60' : '3'} s each, after 2 s for each process that answers; decisions straight to 1, 2 and 4 engine processes with the log stopped, then through the gateway, then the log takes them all in`,
    statistics:
      'processor time and bytes of write-ahead log over each run, by what was answered in it; PostgreSQL by /proc, on Linux alone',
  };
}

function tableOf({ engines, gateway, tokens }: Parts): string {
  const row = (name: string, { load, service, postgres, sender }: Step): string[] => [
    name,
    load.rate.toFixed(0),
    load.p50.toFixed(1),
    load.p99.toFixed(1),
    ...[service, postgres, sender].map((cost) => cost.toFixed(0)),
    ((load.rate * (service + postgres + sender)) / 1e6).toFixed(2),
  ];
  return textTable([
    ['run', 'rate/s', 'p50 ms', 'p99 ms', 'service µs', 'PostgreSQL µs', 'load µs', 'cores in use'],
    ...[...engines].map(([workers, step]) => row(`engine, ${String(workers)} processes`, step)),
    row('gateway', gateway),
    row('tokens', tokens),
  ]).join('\n');
}
