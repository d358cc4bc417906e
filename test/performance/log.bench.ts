import { smallestDecisionId } from '@acgs/contracts';
import { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../faults/seeded-random.js';
import { decisionRequests } from './decision-requests.js';
import { workloadRequests } from './decisions-workload.js';
import { closedLoop } from './load/closed-loop.js';
import { openLoop, percentile } from './load/open-loop.js';
import type { LoadRequest } from './load/request-sender.js';
import { type MeasuredInstallation, withMeasuredInstallation } from './measured-installation.js';
import {
  type Figure,
  figureAtLeast,
  figureAtMost,
  figureBelow,
  type Measurement,
  type MeasurementCommand,
  type MeasurementOptions,
} from './measurement.js';
import { growthOf, treeSize } from './log-growth.js';
import { verifiedLog } from './verified-log.js';

const POLICIES = 100;
const BACKLOG = 30_000;
const BACKLOG_LONG = 1_000_000;
/** Decisions a second that go on while the tree is measured. */
const MEANWHILE = 500;
const PROOFS_PER_SECOND = 500;
const SAMPLES_AT_ONCE = 4;
const CONNECTIONS = 64;
const ROUNDS = 2;
/** Decisions a second of an engine that is not busy. */
const STEADY = 1000;
/** The log naps for nearly so long between two batches; what waits for longer is work that it has put off. */
const USUAL_LAG_SECONDS = 0.5;

export const command: MeasurementCommand = {
  name: 'bench -- log',
  summary: 'how fast leaves come into the log, and how soon and how often it proves them',
  run: async (options) =>
    await withMeasuredInstallation({ progress: options.progress, policies: POLICIES }, async (measured) => {
      const database = new Client({ connectionString: measured.installation.databaseUrl });
      await database.connect();
      try {
        return await measure(measured, database, options);
      } finally {
        await database.end();
      }
    }),
};

async function measure(
  measured: MeasuredInstallation,
  database: Client,
  { long, progress }: MeasurementOptions,
): Promise<Measurement> {
  const seconds = long ? 60 : 3;
  progress('a backlog of decisions');
  const backlog = long ? BACKLOG_LONG : BACKLOG;
  const growth = await whileDecisionsGoOn(measured, () => growthOf(measured, database, backlog, progress));
  progress('decisions with the log and without it');
  const slowdown = await slowdownOf(measured, database, long ? 10 : 1.5);
  progress('from a decision to the checkpoint that covers it');
  const covered = await whileDecisionsGoOn(measured, () => coverTimes(measured, seconds));
  progress('proofs');
  const size = await treeSize(database);
  const proofs = proofRequests(measured, size);
  const origin = measured.installation.url('integrity-service');
  const closed = await closedLoop({ origin, requests: proofs, connections: 16, seconds });
  const open = await openLoop({ origin, requests: proofs, perSecond: PROOFS_PER_SECOND, seconds });
  const tiles = await closedLoop({ origin, requests: tileRequests(size), connections: 16, seconds });
  progress('acgs-verify over a copy of the log');
  const { rate: verified } = await verifiedLog(origin, measured.admin);
  const failed = open.failed + closed.failed + tiles.failed;
  if (failed > 0) throw new Error(`${String(failed)} requests failed: the figures would not tell the truth`);
  const figures: Figure[] = [
    figureAtLeast('log.append.rate', growth.rate, 'leaves/s', 5000),
    figureAtMost('log.checkpoint.p99', covered, 'ms', 2000),
    figureBelow('log.proof.p99', percentile(open, 99), 'ms', 5),
    figureAtLeast('log.proof.rate', closed.rate, 'proofs/s', 2000),
    figureAtLeast('log.tile.rate', tiles.rate, 'tiles/s', 5000),
    figureAtLeast('verify.rate', verified, 'leaves/s', 200_000),
    figureBelow('log.slowdown.p50', slowdown.p50, 'share', 0.1),
    figureBelow('log.slowdown.rate', slowdown.rate, 'share', 0.1),
  ];
  if (long) {
    figures.push(
      figureAtLeast('log.append.last.by.first', growth.lastByFirst, 'ratio', 0.9),
      figureAtMost('log.append.memory', growth.memory, 'MiB', 64),
    );
  }
  return { figures, context: contextOf(seconds, backlog, size), table: '' };
}

/** Keeps a steady load of decisions beside what is measured. */
async function whileDecisionsGoOn<Result>(
  { installation, agent }: MeasuredInstallation,
  work: () => Promise<Result>,
): Promise<Result> {
  const end = new AbortController();
  const load = openLoop({
    origin: installation.url('governance-engine'),
    requests: decisionRequests(agent, POLICIES),
    perSecond: MEANWHILE,
    seconds: Number.POSITIVE_INFINITY,
    until: end.signal,
  });
  try {
    return await work();
  } finally {
    end.abort();
    const { failed } = await load;
    if (failed > 0) throw new Error(`${String(failed)} decisions failed meanwhile`);
  }
}

interface Slowdown {
  /** Share that the median of the answers' times rises by, at 1000 decisions/s (open loop). */
  readonly p50: number;
  /** Share that the decisions a second fall by when the engine is never idle; where the log falls behind, until it has caught up. */
  readonly rate: number;
}

/** Rounds without the log and with it in turn, on a machine whose cores it shares. */
async function slowdownOf(
  { installation, agent }: MeasuredInstallation,
  database: Client,
  seconds: number,
): Promise<Slowdown> {
  const load = {
    origin: installation.url('governance-engine'),
    requests: decisionRequests(agent, POLICIES),
    seconds,
  };
  const sums = { DISABLE: { rate: 0, p50: 0 }, ENABLE: { rate: 0, p50: 0 } };
  await closedLoop({ ...load, connections: CONNECTIONS, seconds: 1 });
  for (let round = 0; round < ROUNDS; round++) {
    for (const mode of ['DISABLE', 'ENABLE'] as const) {
      await database.query(`ALTER TABLE governance_engine.decisions ${mode} TRIGGER decisions_are_logged`);
      await emptyOutbox(database);
      const since = smallestDecisionId(new Date());
      const open = await openLoop({ ...load, perSecond: STEADY });
      await emptyOutbox(database);
      const began = performance.now();
      const closed = await closedLoop({ ...load, connections: CONNECTIONS });
      const isBehind = (await waitingDecisions(database)) > closed.rate * USUAL_LAG_SECONDS;
      await emptyOutbox(database);
      const lasted = isBehind ? performance.now() - began : seconds * 1000;
      if (open.failed + closed.failed > 0) throw new Error('decisions failed');
      sums[mode].p50 += percentile(open, 50);
      sums[mode].rate += (closed.rate * seconds * 1000) / lasted;
      if (mode === 'DISABLE') await logAfterwards(database, since);
    }
  }
  const { DISABLE: without, ENABLE: withLog } = sums;
  return { p50: withLog.p50 / without.p50 - 1, rate: 1 - withLog.rate / without.rate };
}

/** What was decided without the log comes into it, or the monitor would miss it. */
async function logAfterwards(database: Client, since: string): Promise<void> {
  await database.query(
    `INSERT INTO acgs.outbox (tenant, kind, decision_ids, constitutional_hash)
     SELECT tenant, 'decision', array_agg(decision_id), constitutional_hash
     FROM (SELECT *, row_number() OVER (ORDER BY decision_id) / 1000 AS part
           FROM governance_engine.decisions WHERE decision_id >= $1) AS decision
     GROUP BY tenant, constitutional_hash, part`,
    [since],
  );
}

async function waitingDecisions(database: Client): Promise<number> {
  const { rows } = await database.query<{ waiting: string }>(
    'SELECT coalesce(sum(cardinality(decision_ids)), 0) AS waiting FROM acgs.outbox',
  );
  return Number(rows[0]?.waiting);
}

async function emptyOutbox(database: Client): Promise<void> {
  while ((await database.query('SELECT FROM acgs.outbox LIMIT 1')).rowCount !== 0) await pause(5);
}

/** The 99th percentile of the milliseconds from a decision's answer to a receipt whose checkpoint covers it. */
async function coverTimes(
  { installation, admin, agent }: MeasuredInstallation,
  seconds: number,
): Promise<number> {
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  const [request] = workloadRequests(1, POLICIES, agent.clientId);
  const sample = async (): Promise<void> => {
    while (performance.now() < end) {
      const { decisionId } = (await agent.expect('POST', '/decisions', request)) as { decisionId: string };
      const answered = performance.now();
      const response = await fetch(
        `${installation.url('integrity-service')}/api/v1/log/entries/${decisionId}?wait=10`,
        { headers: admin.headers },
      );
      if (!response.ok) throw new Error(`no receipt: ${await response.text()}`);
      await response.arrayBuffer();
      times.push(performance.now() - answered);
    }
  };
  await Promise.all(Array.from({ length: SAMPLES_AT_ONCE }, sample));
  times.sort((one, other) => one - other);
  return times[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN;
}

function proofRequests({ admin }: MeasuredInstallation, size: number): LoadRequest[] {
  const random = seededRandom(1);
  return Array.from({ length: 1000 }, () => ({
    method: 'GET',
    path: `/api/v1/log/proofs/inclusion?leafIndex=${String(Math.floor(random() * size))}`,
    headers: admin.headers,
    body: null,
  }));
}

/** Full tiles of the lowest level, in turn. */
const tileRequests = (size: number): LoadRequest[] =>
  Array.from({ length: Math.min(Math.floor(size / 256), 1000) }, (_, index) => ({
    method: 'GET',
    path: `/api/v1/tile/0/${String(index).padStart(3, '0')}`,
    headers: {},
    body: null,
  }));

const contextOf = (seconds: number, backlog: number, size: number): Record<string, unknown> => ({
  loadModel: `append: a backlog of ${String(backlog)} decisions while ${String(MEANWHILE)}/s go on (open loop); checkpoint: ${String(SAMPLES_AT_ONCE)} callers in a closed loop beside ${String(MEANWHILE)}/s; proof p99: open loop of ${String(PROOFS_PER_SECOND)}/s, after the closed loop of proofs; rates: closed loop of 16 connections; ${String(seconds)} s each`,
  on: 'tokens, hash guard, signed checkpoints, fsync; one process of each service, without the gateway; load and PostgreSQL share the machine',
  leaves: size,
});
