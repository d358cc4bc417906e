import { spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { Installation } from '../../tools/installation/installation.js';
import { type ServiceName, SERVICES } from '../../tools/installation/service-process.js';
import { textTable } from '../../tools/text-table.js';
import { decisionRequests } from '../performance/decision-requests.js';
import { type MeasuredInstallation, withMeasuredInstallation } from '../performance/measured-installation.js';
import { figureAtMost, figureOnly, type Measurement } from '../performance/measurement.js';
import { MetricsScrape } from '../performance/metrics-scrape.js';
import type { FaultCommand, FaultOptions } from './fault-command.js';
import { loadWhile, statusText } from './load-until.js';

const POLICIES = 10;
const PER_SECOND = 200;
const WORKERS = 2;
const LOOK_EVERY_MILLISECONDS = 100;
const REPLACED_WITHIN_MILLISECONDS = 120_000;

interface Replacement {
  readonly service: ServiceName;
  readonly milliseconds: number;
}

export const command: FaultCommand = {
  name: 'faults -- workers',
  summary: 'replaces the workers of every service under load and looks for requests that fail',
  run: (options) =>
    withMeasuredInstallation(
      {
        progress: options.progress,
        policies: POLICIES,
        workers: Object.fromEntries(SERVICES.map((name) => [name, WORKERS])),
        environment: { LOG_LEVEL: 'fatal', DATABASE_POOL_SIZE: '8' },
      },
      (measured) => measure(measured, options),
    ),
};

async function measure(measured: MeasuredInstallation, options: FaultOptions): Promise<Measurement> {
  const { installation, agent } = measured;
  const load = {
    origin: installation.url('api-gateway'),
    requests: decisionRequests(agent, POLICIES),
    perSecond: PER_SECOND,
  };
  const { load: sent, result } = await loadWhile(load, () => replaceAll(installation, options));
  return {
    figures: [
      figureOnly('cycles', result.length, '', 'higher'),
      figureOnly('acknowledged', sent.answered - sent.failed, 'decisions', 'higher'),
      figureAtMost('failed.requests', sent.failed, 'requests', 0),
    ],
    context: {
      loadModel: `open loop of ${String(PER_SECOND)}/s through the gateway; ${String(WORKERS)} workers of each service`,
      on: options.control ? 'a worker is killed: failures are expected' : 'SIGHUP, rolling',
      statuses: Object.fromEntries(sent.statuses),
    },
    table: [
      ...textTable([
        ['service', 'all workers new after ms'],
        ...result.map(({ service, milliseconds }) => [service, milliseconds.toFixed(0)]),
      ]),
      statusText(sent),
    ].join('\n'),
  };
}

async function replaceAll(
  installation: Installation,
  { cycles, control, progress }: FaultOptions,
): Promise<Replacement[]> {
  const done: Replacement[] = [];
  for (let cycle = 0; cycle < cycles; cycle++) {
    const service = SERVICES[cycle % SERVICES.length] ?? 'governance-engine';
    progress(`cycle ${String(cycle + 1)} of ${String(cycles)}: ${service}`);
    done.push({ service, milliseconds: await replace(installation, service, control) });
  }
  return done;
}

function killOneWorker(primary: number): void {
  const { stdout } = spawnSync('pgrep', ['-P', String(primary)], { encoding: 'utf8' });
  process.kill(Number(stdout.split('\n')[0]), 'SIGKILL');
}

/** @throws Error when they are not all new within two minutes */
async function replace(installation: Installation, name: ServiceName, isKilled: boolean): Promise<number> {
  const began = performance.now();
  const origin = installation.url(name);
  const count = async (): Promise<number> =>
    (await MetricsScrape.of(origin)).sum('acgs_worker_replacements_total');
  const wanted = (await count()) + (isKilled ? 1 : WORKERS);
  const service = installation.service(name);
  if (isKilled) killOneWorker(service?.pid ?? 0);
  else service?.restartWorkers();
  // Who asks may have been connected to the one that was killed.
  while ((await count().catch(() => 0)) < wanted) {
    if (performance.now() - began > REPLACED_WITHIN_MILLISECONDS)
      throw new Error(`The workers of ${name} are not all new.`);
    await pause(LOOK_EVERY_MILLISECONDS);
  }
  return performance.now() - began;
}
