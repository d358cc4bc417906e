import type { Simulation } from '@acgs/contracts';
import type { Installation } from '../../tools/installation/installation.js';
import { withInstallation } from '../../tools/installation/temporary-installation.js';
import { decisionRequests } from './decision-requests.js';
import { activatePolicies, workloadConstitution, workloadRequests } from './decisions-workload.js';
import { checkDurable } from './durability.js';
import { openLoop, type OpenLoopResult, percentile } from './load/open-loop.js';
import { decisionWindow } from './measured-installation.js';
import {
  figureAtLeast,
  figureAtMost,
  type Measurement,
  type MeasurementCommand,
  type MeasurementOptions,
  NotMeasurableError,
} from './measurement.js';
import { MADE, recordWorkload } from './simulate/recorded-workload.js';
import { Replays } from './simulate/replays.js';

const POLICIES = 100;
const [COUNT, COUNT_LONG] = [120_000, 1_000_000];
const PER_SECOND = 400;
const SLICE_SECONDS = 1.2;
const [PAIRS, PAIRS_LONG] = [5, 60];
/** Above it a person decides by the candidate, whether or not a permit is there. */
const AMOUNT = 450;
/** The monitor of the log would miss decisions that are written past it. */
const NEVER = '86400';
/** A machine that stands still for a moment sheds some. */
const FAILED_SHARE = 0.01;

export const command: MeasurementCommand = {
  name: 'bench -- simulate',
  summary: 'how fast recorded decisions are replayed, and what live ones feel of it',
  run: (options) =>
    withInstallation(
      { progress: options.progress, environment: { LOG_MONITOR_SECONDS: NEVER } },
      (installation) => measure(installation, options),
    ),
};

/** The same load without a simulation and beside one. */
interface Pair {
  readonly without: OpenLoopResult;
  readonly beside: OpenLoopResult;
}

async function measure(
  installation: Installation,
  { long, progress }: MeasurementOptions,
): Promise<Measurement> {
  const admin = await installation.login('admin');
  const agent = await installation.login('demo-agent');
  await admin.expect('POST', '/constitution/versions', workloadConstitution());
  await activatePolicies(installation, admin, 0, POLICIES);
  await checkDurable(installation.databaseUrl);
  const count = long ? COUNT_LONG : COUNT;
  progress(`recording ${String(count)} decisions`);
  const { from, to } = await recordWorkload(installation.databaseUrl, POLICIES, count);
  const evidence = { source: 'recorded', from: from.toISOString(), to: to.toISOString() };
  const replays = new Replays(admin, { candidate: { constitution: candidate() }, evidence });
  progress('replays alone');
  const alone = await replays.whole();
  const slice = (): Promise<OpenLoopResult> =>
    openLoop({
      origin: installation.url('governance-engine'),
      requests: decisionRequests(agent, POLICIES),
      perSecond: PER_SECOND,
      seconds: SLICE_SECONDS,
    });
  await slice();
  const onDisk = await decisionWindow({ installation, agent }, POLICIES);
  const pairs: Pair[] = [];
  const wanted = long ? PAIRS_LONG : PAIRS;
  while (pairs.length < wanted) {
    progress(`pair ${String(pairs.length + 1)} of ${String(wanted)}`);
    pairs.push(await nextPair(slice, () => replays.during(slice), pairs.length % 2 === 0));
  }
  const { sent, failed } = totalsOf(pairs);
  await onDisk.close({ served: sent - failed, failed });
  checkReplay(alone, count);
  return measurementOf(alone, replays.rateBeside, pairs);
}

const totalsOf = (pairs: readonly Pair[]): { sent: number; failed: number } => {
  const loops = pairs.flatMap(({ without, beside }) => [without, beside]);
  const total = (of: 'sent' | 'failed'): number => loops.reduce((sum, loop) => sum + loop[of], 0);
  return { sent: total('sent'), failed: total('failed') };
};

const flipsOf = (count: number): number => {
  const all = workloadRequests(MADE, POLICIES, 'demo-agent');
  return (all.filter(({ action }) => action.properties.amount > AMOUNT).length * count) / MADE;
};

/** All were replayed, and by the candidate. @throws NotMeasurableError */
function checkReplay({ result: { compared, flips } }: Simulation, count: number): void {
  const wanted = flipsOf(count);
  if (compared === count && flips === wanted) return;
  throw new NotMeasurableError(
    `${String(compared)} of ${String(count)} decisions were replayed, and ${String(flips)} came out otherwise, not ${String(wanted)}.`,
  );
}

/** That of the workload, with a lower amount above which a person decides. */
function candidate(): unknown {
  return JSON.parse(
    JSON.stringify(workloadConstitution()).replace('amount > 10000.0', `amount > ${String(AMOUNT)}.0`),
  );
}

/** The machine has good and bad moments: each side comes first as often as the other. */
async function nextPair(
  slice: () => Promise<OpenLoopResult>,
  slowed: () => Promise<OpenLoopResult>,
  isSlowedLast: boolean,
): Promise<Pair> {
  if (isSlowedLast) return { without: await slice(), beside: await slowed() };
  const beside = await slowed();
  return { beside, without: await slice() };
}

function measurementOf(alone: Simulation, rateBeside: number, pairs: readonly Pair[]): Measurement {
  const [first, ...others] = pairs;
  if (first === undefined) throw new Error('nothing was measured');
  const { sent, failed } = totalsOf(pairs);
  if (failed > sent * FAILED_SHARE) {
    throw new Error(`${String(failed)} requests failed: the figures would not tell the truth`);
  }
  for (const { without, beside } of others) {
    first.without.latency.add(without.latency);
    first.beside.latency.add(beside.latency);
  }
  const { compared, flips } = alone.result;
  const seconds = (Date.parse(alone.finishedAt ?? '') - Date.parse(alone.startedAt ?? '')) / 1000;
  const ratio = percentile(first.beside, 99) / percentile(first.without, 99);
  return {
    figures: [
      figureAtLeast('replay.rate', compared / seconds, 'decisions/s', 20_000),
      figureAtMost('live.p99.ratio', ratio, 'times', 1.2),
    ],
    context: {
      replayed: `${String(compared)} decisions under ${String(POLICIES)} policies in one thread, ${String(flips)} flips kept, from its start to its end`,
      beside: `${rateBeside.toFixed(0)} decisions/s replayed beside the load`,
      loadModel: `decisions straight to the engine, open loop of ${String(PER_SECOND)}/s timed from the due time, ${String(SLICE_SECONDS)} s alone and ${String(SLICE_SECONDS)} s beside a simulation in turn, ${String(pairs.length)} times`,
      on: 'one engine process, access tokens, hash guard, validation, metrics, fsync, synchronous_commit; the load and PostgreSQL share the machine',
      off: 'the gateway; the monitor of the log, which would miss what is recorded past it; the index of decisions by rule',
      statistics: 'p99 over all slices beside one, by that over all slices without',
      failed,
    },
    table: tableOf(first),
  };
}

function tableOf({ without, beside }: Pair): string {
  const line = (name: string, cells: readonly string[]): string =>
    [name, ...cells].map((cell) => cell.padStart(16)).join('');
  const at = (percent: number): string[] =>
    [without, beside].map((result) => `${percentile(result, percent).toFixed(2)} ms`);
  return [line('', ['without', 'beside one']), line('p50', at(50)), line('p99', at(99))].join('\n');
}
