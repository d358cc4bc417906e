import { setTimeout as pause } from 'node:timers/promises';
import type { Installation } from '../../tools/installation/installation.js';
import { DecisionCaller } from './decision-caller.js';
import { DecisionAudit } from './decisions-audit.js';
import type { CyclesOptions, Governed } from './decisions-cycles.js';
import { DecisionLoad } from './decisions-load.js';
import { LogHistory } from './log-history.js';
import { seededRandom } from './seeded-random.js';

/** What happens in a cycle, in turn. */
const BLOWS = ['kills PostgreSQL', 'kills a sequencer', 'pauses a sequencer'] as const;
/** Longer than the silence after which another process takes the sequencer's place. */
const LONGEST_PAUSE_MILLISECONDS = 5000;

export interface LogFindings {
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  readonly forked: number;
  readonly failed: ReadonlyMap<string, string>;
}

/** Breaks what stands between a decision and its leaf under load, and counts leaves and histories afterwards. */
export async function breakTheLog(
  installation: Installation,
  governed: Governed,
  { cycles, seed, progress }: CyclesOptions,
): Promise<LogFindings> {
  const caller = new DecisionCaller(governed.headers);
  const audit = new DecisionAudit();
  const load = new DecisionLoad(caller, governed.engines, audit, seed);
  const history = new LogHistory(governed.databaseUrl);
  const sequencers = await Sequencers.of(installation);
  const random = seededRandom(seed);
  try {
    load.start();
    for (let n = 0; n < cycles; n++) {
      const blow = BLOWS[n % BLOWS.length];
      progress(`cycle ${String(n + 1)} of ${String(cycles)} ${String(blow)}`);
      await load.flowing();
      await pause(200 + random() * 800);
      await history.look();
      if (blow === 'kills PostgreSQL') await awhileWithoutPostgres(governed, load, random, n);
      else if (blow === 'kills a sequencer') await sequencers.kill(random);
      else await sequencers.pause(random);
    }
    await load.stop();
  } finally {
    await caller.close();
  }
  progress('reading the log');
  await history.untilNothingWaits();
  await history.look();
  return { ...(await countedIn(history, audit.acknowledgedIds)), failed: load.failed };
}

async function awhileWithoutPostgres(
  { engines, postgres }: Governed,
  load: DecisionLoad,
  random: () => number,
  n: number,
): Promise<void> {
  await postgres.kill();
  await pause(50 + random() * 500);
  await postgres.restart();
  await Promise.all(engines.map((engine, place) => load.recovered(engine, `${String(n)}-${String(place)}`)));
}

async function countedIn(
  history: LogHistory,
  acknowledgedIds: Iterable<string>,
): Promise<Omit<LogFindings, 'failed'>> {
  const leaves = await history.decisionLeaves();
  const logged = new Set(leaves);
  const acknowledged = [...acknowledgedIds];
  return {
    acknowledged: acknowledged.length,
    lost: acknowledged.filter((id) => !logged.has(id)).length,
    doubled: leaves.length - logged.size,
    forked: await history.forks(),
  };
}

/** Two processes of integrity-service, of which one grows the tree. */
class Sequencers {
  private constructor(
    private readonly installation: Installation,
    private readonly pids: number[],
  ) {}

  static async of(installation: Installation): Promise<Sequencers> {
    const first = installation.service('integrity-service')?.pid ?? 0;
    const { service } = await installation.startSecond('integrity-service');
    return new Sequencers(installation, [first, service.pid ?? 0]);
  }

  /** One of them, and starts another in its place. */
  async kill(random: () => number): Promise<void> {
    const place = Math.floor(random() * this.pids.length);
    process.kill(this.pids[place] ?? 0, 'SIGKILL');
    const { service } = await this.installation.startSecond('integrity-service');
    this.pids[place] = service.pid ?? 0;
  }

  async pause(random: () => number): Promise<void> {
    const pid = this.pids[Math.floor(random() * this.pids.length)] ?? 0;
    process.kill(pid, 'SIGSTOP');
    await pause(random() * LONGEST_PAUSE_MILLISECONDS);
    process.kill(pid, 'SIGCONT');
  }
}
