import type { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { workloadRequests } from './decisions-workload.js';
import type { MeasuredInstallation } from './measured-installation.js';
import { NotMeasurableError } from './measurement.js';
import { MetricsScrape } from './metrics-scrape.js';

const BATCH = 1000;
const BEGINS_WITHIN_MILLISECONDS = 60_000;
const PARTS = 5;
const MEBIBYTE = 1024 * 1024;

export interface LogGrowth {
  /** Leaves a second over all of it. */
  readonly rate: number;
  /** Rate of the last fifth, by that of the first. */
  readonly lastByFirst: number;
  /** MiB that the service's memory has grown by after the first fifth. */
  readonly memory: number;
}

interface Sample {
  readonly at: number;
  readonly size: number;
  readonly memory: number;
}

/** How the log catches up with so many decisions that were made while it was away. */
export async function growthOf(
  measured: MeasuredInstallation,
  database: Client,
  backlog: number,
  progress: (text: string) => void,
): Promise<LogGrowth> {
  const { installation } = measured;
  await installation.service('integrity-service')?.stop();
  await decide(measured, backlog, progress);
  const before = await treeSize(database);
  await installation.startService('integrity-service');
  const latest = performance.now() + BEGINS_WITHIN_MILLISECONDS;
  while ((await treeSize(database)) === before) {
    if (performance.now() > latest) throw new NotMeasurableError('The log does not grow.');
    await pause(5);
  }
  const origin = installation.url('integrity-service');
  const samples: Sample[] = [];
  let next = 0;
  for (let size = await treeSize(database); size < before + backlog; size = await treeSize(database)) {
    const share = (size - before) / backlog;
    if (share >= next) {
      samples.push(await sampleOf(origin, size));
      progress(`${String(Math.round(share * 100))} % of the backlog are in the log`);
      next += 1 / PARTS;
    }
    await pause(10);
  }
  samples.push(await sampleOf(origin, await treeSize(database)));
  return growthIn(samples);
}

async function decide(
  { installation, agent, policies }: MeasuredInstallation,
  backlog: number,
  progress: (text: string) => void,
): Promise<void> {
  const requests = workloadRequests(BATCH, policies, agent.clientId);
  const body = JSON.stringify({ requests });
  const url = `${installation.url('governance-engine')}/api/v1/decisions/batch`;
  for (let made = 0; made < backlog; made += BATCH) {
    const headers = { ...agent.headers, 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`no batch: ${await response.text()}`);
    await response.arrayBuffer();
    if (made % (50 * BATCH) === 0) progress(`${String(made)} decisions`);
  }
}

async function sampleOf(origin: string, size: number): Promise<Sample> {
  const scrape = await MetricsScrape.of(origin);
  return { at: scrape.at, size, memory: scrape.sum('process_resident_memory_bytes') / MEBIBYTE };
}

function growthIn(samples: readonly Sample[]): LogGrowth {
  const rateOf = (from: Sample | undefined, to: Sample | undefined): number =>
    from === undefined || to === undefined ? Number.NaN : (1000 * (to.size - from.size)) / (to.at - from.at);
  const [first, second] = samples;
  const last = samples.at(-1);
  return {
    rate: rateOf(first, last),
    lastByFirst: rateOf(samples.at(-2), last) / rateOf(first, second),
    memory: (last?.memory ?? Number.NaN) - (second?.memory ?? Number.NaN),
  };
}

export async function treeSize(database: Client): Promise<number> {
  const { rows } = await database.query<{ size: string }>(
    `SELECT coalesce(max(size), 0) AS size FROM integrity_service.trees WHERE tenant = 'default'`,
  );
  return Number(rows[0]?.size);
}
