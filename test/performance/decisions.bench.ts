import { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClient } from '../../tools/installation/api-client.js';
import type { Installation } from '../../tools/installation/installation.js';
import { withInstallation } from '../../tools/installation/temporary-installation.js';

import { decisionRequests } from './decision-requests.js';
import { activatePolicies, workloadConstitution, workloadRequests } from './decisions-workload.js';
import { DecisionWindow } from './decision-window.js';
import { checkDurable } from './durability.js';
import { closedLoop, type ClosedLoopResult } from './load/closed-loop.js';
import { openLoop, percentile } from './load/open-loop.js';
import { decisionWindow } from './measured-installation.js';
import {
  type Figure,
  figureAtLeast,
  figureOnly,
  type Measurement,
  type MeasurementCommand,
  type MeasurementOptions,
} from './measurement.js';

const POLICY_COUNTS = [10, 100, 800] as const;
const CONNECTIONS = 64;
const BATCH_SIZE = 1000;
const BATCHES_AT_ONCE = 4;

export const command: MeasurementCommand = {
  name: 'bench -- decisions',
  summary: 'decisions over HTTP from one engine process, every one on disk before it is answered',
  run: (options) =>
    withInstallation({ progress: options.progress }, (installation) => measure(installation, options)),
};

interface Run {
  readonly policies: number;
  readonly result: ClosedLoopResult;
  readonly rowsPerCommit: number;
}

async function measure(
  installation: Installation,
  { long, progress }: MeasurementOptions,
): Promise<Measurement> {
  const seconds = long ? 60 : 4;
  const admin = await installation.login('admin');
  const agent = await installation.login('demo-agent');
  await checkDurable(installation.databaseUrl);
  await admin.expect('POST', '/constitution/versions', workloadConstitution());
  const runs: Run[] = [];
  let active = 0;
  for (const policies of POLICY_COUNTS) {
    progress(`closed loop, ${String(policies)} policies`);
    await activatePolicies(installation, admin, active, policies);
    active = policies;
    await pause(500);
    await closed(installation, agent, policies, 1);
    runs.push(await measuredRun(installation, agent, policies, seconds));
  }
  progress('open loop, 1000 requests/s');
  const openOnDisk = await decisionWindow({ installation, agent }, active);
  const open = await openLoop({
    origin: installation.url('governance-engine'),
    requests: decisionRequests(agent, active),
    perSecond: 1000,
    seconds: long ? 60 : 6,
  });
  await openOnDisk.close({ served: open.sent - open.failed, failed: open.failed });
  progress('batches');
  await batches(installation, agent, active, 1);
  const batchesOnDisk = await batchWindow(installation, agent, active);
  const batch = await batches(installation, agent, active, seconds);
  await batchesOnDisk.close({ served: batch.served * BATCH_SIZE, failed: batch.failed * BATCH_SIZE });
  const bytes = await bytesPerDecision(installation.databaseUrl);
  const failed = runs.reduce((sum, { result }) => sum + result.failed, open.failed + batch.failed);
  if (failed > 0) throw new Error(`${String(failed)} requests failed: the figures would not tell the truth`);
  return {
    figures: [
      ...runs.map(rateFigure),
      figureOnly('engine.p99.open1000', percentile(open, 99), 'ms', 'lower'),
      figureAtLeast('engine.batch.rate', batch.rate * BATCH_SIZE, 'decisions/s', 30_000),
      figureOnly('engine.bytes', bytes, 'bytes', 'lower'),
    ],
    context: contextOf(seconds, runs),
    table: tableOf(runs),
  };
}

function closed(
  installation: Installation,
  agent: ApiClient,
  policies: number,
  seconds: number,
): Promise<ClosedLoopResult> {
  return closedLoop({
    origin: installation.url('governance-engine'),
    requests: decisionRequests(agent, policies),
    connections: CONNECTIONS,
    seconds,
  });
}

function batches(
  installation: Installation,
  agent: ApiClient,
  policies: number,
  seconds: number,
): Promise<ClosedLoopResult> {
  const requests = workloadRequests(BATCH_SIZE, policies, agent.clientId);
  return closedLoop({
    origin: installation.url('governance-engine'),
    requests: [
      {
        method: 'POST',
        path: '/api/v1/decisions/batch',
        headers: { ...agent.headers, 'content-type': 'application/json' },
        body: JSON.stringify({ requests }),
      },
    ],
    connections: BATCHES_AT_ONCE,
    seconds,
  });
}

const batchWindow = (
  { databaseUrl }: Installation,
  { clientId: agent }: ApiClient,
  policies: number,
): Promise<DecisionWindow> => DecisionWindow.open({ databaseUrl, agent, policies, requests: BATCH_SIZE });

async function measuredRun(
  installation: Installation,
  agent: ApiClient,
  policies: number,
  seconds: number,
): Promise<Run> {
  const onDisk = await decisionWindow({ installation, agent }, policies);
  const before = await commits(installation);
  const result = await closed(installation, agent, policies, seconds);
  const after = await commits(installation);
  await onDisk.close(result);
  return { policies, result, rowsPerCommit: (after.rows - before.rows) / (after.commits - before.commits) };
}

async function commits(installation: Installation): Promise<{ rows: number; commits: number }> {
  const text = await (await fetch(`${installation.url('governance-engine')}/metrics`)).text();
  const value = (name: string): number =>
    Number(
      new RegExp(`^acgs_decision_log_rows_per_commit_${name}\\{[^}]*\\} (.+)$`, 'm').exec(text)?.[1] ?? 0,
    );
  return { rows: value('sum'), commits: value('count') };
}

/** Heap, indexes and all, of the partition that was written to, for each of its rows. */
async function bytesPerDecision(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ bytes: string; count: string }>(
    `SELECT sum(pg_total_relation_size(inhrelid)) AS bytes, (SELECT count(*) FROM governance_engine.decisions) AS count
     FROM pg_inherits WHERE inhparent = 'governance_engine.decisions'::regclass`,
  );
  await client.end();
  return Number(rows[0]?.bytes) / Number(rows[0]?.count);
}

function rateFigure({ policies, result }: Run): Figure {
  return figureAtLeast(`engine.rate.${String(policies)}`, result.rate, 'decisions/s', 4000);
}

function contextOf(seconds: number, runs: readonly Run[]): Record<string, unknown> {
  return {
    loadModel: `closed loop of ${String(CONNECTIONS)} connections for ${String(seconds)} s each; open loop of 1000/s timed from the due time; batches of ${String(BATCH_SIZE)}, ${String(BATCHES_AT_ONCE)} at once`,
    on: 'one engine process, access tokens, hash guard, validation, metrics, fsync, synchronous_commit; the load and PostgreSQL share the machine',
    off: 'the gateway',
    runs: runs.map(({ policies, result, rowsPerCommit }) => ({
      policies,
      p50: result.p50,
      p99: result.p99,
      rowsPerCommit,
    })),
  };
}

function tableOf(runs: readonly Run[]): string {
  const rows = runs.map(({ policies, result, rowsPerCommit }) =>
    [String(policies), String(result.p50), String(result.p99), rowsPerCommit.toFixed(1)].map((cell) =>
      cell.padStart(16),
    ),
  );
  return [['policies', 'p50 ms', 'p99 ms', 'rows per commit'].map((cell) => cell.padStart(16)), ...rows]
    .map((row) => row.join(''))
    .join('\n');
}
