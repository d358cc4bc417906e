import { Client } from 'pg';
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
  NotMeasurableError,
} from './measurement.js';
import { slowdownOf } from './log-slowdown.js';
import { growthOf, treeSize } from './log-growth.js';
import { checkProofs, checkReceipt, trustIn } from './log-checks.js';
import { verifiedLog } from './verified-log.js';

const POLICIES = 100;
const BACKLOG = 30_000;
const BACKLOG_LONG = 1_000_000;
/** Decisions a second that go on while the tree is measured. */
const MEANWHILE = 500;
const PROOFS_PER_SECOND = 500;
/** Enough for a percentile of what each takes most of a second for. */
const SAMPLES_AT_ONCE = 24;
const PROOFS_CHECKED = 50;

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
  const proofs = proofRequests(measured, size, 1000, 1);
  const origin = measured.installation.url('integrity-service');
  await checkProofs(origin, proofs.slice(0, PROOFS_CHECKED));
  const closed = await closedLoop({ origin, requests: proofs, connections: 16, seconds });
  const others = proofRequests(measured, size, PROOFS_PER_SECOND * seconds, 2);
  const open = await openLoop({ origin, requests: others, perSecond: PROOFS_PER_SECOND, seconds });
  const tiles = await closedLoop({ origin, requests: tileRequests(size), connections: 16, seconds });
  progress('acgs-verify over a copy of the log');
  const { rate: verified, leaves } = await verifiedLog(origin, measured.admin);
  if (leaves < size)
    throw new NotMeasurableError(`${String(leaves)} leaves were verified of ${String(size)}.`);
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

/** The 99th percentile of the milliseconds from a decision's answer to a receipt whose checkpoint covers it. */
async function coverTimes(
  { installation, admin, agent }: MeasuredInstallation,
  seconds: number,
): Promise<number> {
  const times: number[] = [];
  const trust = await trustIn(installation.url('integrity-service'), admin);
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
      const receipt: unknown = await response.json();
      times.push(performance.now() - answered);
      checkReceipt(receipt, decisionId, trust);
    }
  };
  await Promise.all(Array.from({ length: SAMPLES_AT_ONCE }, sample));
  times.sort((one, other) => one - other);
  return times[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN;
}

/** Of leaves at random. */
function proofRequests(
  { admin }: MeasuredInstallation,
  size: number,
  count: number,
  seed: number,
): LoadRequest[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => ({
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
