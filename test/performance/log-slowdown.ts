import { smallestDecisionId } from '@acgs/contracts';
import type { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { decisionRequests } from './decision-requests.js';
import { closedLoop } from './load/closed-loop.js';
import { openLoop, percentile } from './load/open-loop.js';
import { treeSize } from './log-growth.js';
import type { MeasuredInstallation } from './measured-installation.js';
import { NotMeasurableError } from './measurement.js';

/** So long the log may take for what waits; longer, and it is not at work. */
const CATCH_UP_MILLISECONDS = 60_000;
const CONNECTIONS = 64;
const ROUNDS = 2;
const MODES = ['DISABLE', 'ENABLE'] as const;
/** Decisions a second of an engine that is not busy. */
const STEADY = 1000;
/** The log naps for nearly so long between two batches; what waits for longer is work that it has put off. */
const USUAL_LAG_SECONDS = 0.5;

interface Slowdown {
  /** Share that the median of the answers' times rises by, at 1000 decisions/s (open loop). */
  readonly p50: number;
  /** Share that the decisions a second fall by when the engine is never idle; where the log falls behind, until it has caught up. */
  readonly rate: number;
}

/** Rounds without the log and with it in turn, on a machine whose cores it shares. */
export async function slowdownOf(
  { installation, agent, policies }: MeasuredInstallation,
  database: Client,
  seconds: number,
): Promise<Slowdown> {
  const load = {
    origin: installation.url('governance-engine'),
    requests: decisionRequests(agent, policies),
    seconds,
  };
  const sums = { DISABLE: { rate: 0, p50: 0 }, ENABLE: { rate: 0, p50: 0 } };
  await closedLoop({ ...load, connections: CONNECTIONS, seconds: 1 });
  for (let round = 0; round < ROUNDS; round++) {
    // Who comes first changes: the machine has good and bad moments.
    for (const mode of round % 2 === 0 ? MODES : MODES.toReversed()) {
      await database.query(logging(mode));
      await emptyOutbox(database);
      const [since, sizeBefore] = [smallestDecisionId(new Date()), await treeSize(database)];
      const open = await openLoop({ ...load, perSecond: STEADY });
      await emptyOutbox(database);
      const began = performance.now();
      const closed = await closedLoop({ ...load, connections: CONNECTIONS });
      const isBehind = (await waitingDecisions(database)) > closed.rate * USUAL_LAG_SECONDS;
      await emptyOutbox(database);
      const lasted = isBehind ? performance.now() - began : seconds * 1000;
      if (open.failed + closed.failed > 0) throw new Error('decisions failed');
      checkGrowth(mode, (await treeSize(database)) - sizeBefore, open.sent + closed.served);
      sums[mode].p50 += percentile(open, 50);
      sums[mode].rate += (closed.rate * seconds * 1000) / lasted;
      if (mode === 'DISABLE') await logAfterwards(database, since);
    }
  }
  await database.query(logging('ENABLE'));
  const { DISABLE: without, ENABLE: withLog } = sums;
  return { p50: withLog.p50 / without.p50 - 1, rate: 1 - withLog.rate / without.rate };
}

/** With the log every decision is in it, and without it none. */
function checkGrowth(mode: (typeof MODES)[number], leaves: number, decisions: number): void {
  if (mode === 'ENABLE' ? leaves >= decisions : leaves < decisions / 10) return;
  throw new NotMeasurableError(
    `${String(decisions)} decisions were made, and the log has grown by ${String(leaves)} (${mode} TRIGGER).`,
  );
}

const logging = (mode: (typeof MODES)[number]): string =>
  `ALTER TABLE governance_engine.decisions ${mode} TRIGGER decisions_are_logged`;

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
  const end = performance.now() + CATCH_UP_MILLISECONDS;
  while ((await database.query('SELECT FROM acgs.outbox LIMIT 1')).rowCount !== 0) {
    if (performance.now() > end)
      throw new NotMeasurableError('Decisions wait, and the log does not take them.');
    await pause(5);
  }
}
