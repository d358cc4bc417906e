import { setTimeout as pause } from 'node:timers/promises';
import { askDatabase } from '../../performance/asked-database.js';
import { DecisionCaller } from '../decision-caller.js';
import { DecisionAudit } from '../decisions-audit.js';
import { DecisionLoad } from '../decisions-load.js';
import { LogHistory } from '../log-history.js';
import { seededRandom } from '../seeded-random.js';
import { REVOCATION_MILLISECONDS, untilLogged } from '../table/examination.js';
import type { Exchange } from '../table/exchange.js';
import type { FaultWindow } from '../table/fault-windows.js';
import { Freezer } from '../table/freezer.js';
import { Gate } from '../table/gate.js';
import type { Violation } from '../table/history.js';
import { violationsOf } from '../table/history-checker.js';
import { questionOfTable } from '../table/nemesis.js';
import { REFUSED } from '../table/request-rows.js';
import { RevokedTokens } from '../table/revoked-tokens.js';
import type { Row, System } from '../table/row.js';
import { RuleChanges } from '../table/rule-changes.js';
import { SERVICES } from '../../../tools/installation/service-process.js';
import type { Reading } from './growth.js';
import { MixedRequests } from './mixed-requests.js';
import { wrongOthers } from './other-requests-checker.js';
import { ProcessReadings, type Watched } from './process-readings.js';
import { type Examined, type SoakParts, Stretch } from './stretch.js';

/** Of the policy that changes now and then. */
const LONGEST_UNCHANGED_MILLISECONDS = 20_000;
const SEEDS_OF_A_STRETCH = 10;
const WARM_UP_CLIENTS = 12;
const WARM_UP_MILLISECONDS = 15_000;

export interface SoakOptions {
  /** One for each minute. */
  readonly rows: readonly Row[];
  /** Questions, one in ten of them a batch, and other requests, that arrive in a second. */
  readonly perSecond: { readonly questions: number; readonly others: number };
  readonly seed: number;
  readonly progress: (text: string) => void;
}

export interface Soaked {
  readonly readings: readonly Reading[];
  readonly windows: readonly FaultWindow[];
  /** When the load began and ended, by this process's monotonic clock. */
  readonly span: readonly [from: number, to: number];
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  readonly forked: number;
  readonly wrongAllow: number;
  /** Requests other than decisions. */
  readonly others: number;
  readonly remade: number;
  readonly violations: readonly Violation[];
}

/** Breaks one thing a minute under a mixed load, and reads what the processes hold all the while. */
export async function soak(system: System, options: SoakOptions): Promise<Soaked> {
  const changed: Exchange[] = [];
  const parts = await partsOf(system, options, changed);
  const { caller, gate, freezer, others, windows } = parts;
  const tokens = new RevokedTokens(system.installation, [system.ways.gateway, system.ways.engine]);
  const readings = new ProcessReadings(watchedOf(system));
  await gate.open();
  await freezer.open();
  options.progress('warm-up');
  await warmUp(parts, options.seed + SEEDS_OF_A_STRETCH / 2);
  const lasting = [gate, freezer, others, tokens, readings];
  const from = performance.now();
  for (const part of lasting) part.start();
  const examined: Promise<Examined>[] = [];
  try {
    await runStretches(parts, options, examined);
  } finally {
    await Promise.all(lasting.map((part) => part.stop()));
  }
  const to = performance.now();
  options.progress('reading the log');
  const stretches = await Promise.all(examined);
  await caller.close();
  const history = { exchanges: changed, revokedUses: tokens.uses, changes: [], freezes: [], given: [] };
  const bounds = { windows, freshness: system.freshness, revocation: REVOCATION_MILLISECONDS };
  const all = [...violationsOf({ ...history, ...bounds }), ...wrongOthers(others.exchanges, windows)];
  return {
    readings: readings.readings,
    windows,
    span: [from, to],
    others: others.exchanges.length,
    ...(await sumOf(parts, stretches, all)),
  };
}

/** The first requests take new processes many times as long: clients of a closed loop wait for them. Not counted. */
async function warmUp({ system, caller, others }: SoakParts, seed: number): Promise<void> {
  const { gateway, linked, engine } = system.ways;
  const load = new DecisionLoad(caller, [gateway, linked, engine], new DecisionAudit(), seed, {
    clients: WARM_UP_CLIENTS,
    question: questionOfTable,
  });
  load.start();
  await pause(WARM_UP_MILLISECONDS);
  await load.stop();
  await others.recovered();
  const [failed] = load.failed;
  if (failed !== undefined) throw new Error(`the warm-up failed: ${failed.join(': ')}`);
}

/** Each is held against the records while the next is under way, one at a time. */
async function runStretches(
  parts: SoakParts,
  { rows, perSecond, seed, progress }: SoakOptions,
  examined: Promise<Examined>[],
): Promise<void> {
  for (const [n, row] of rows.entries()) {
    progress(`minute ${String(n + 1)} of ${String(rows.length)}: ${row.name}`);
    const stretch = new Stretch(parts, row, seed + n * SEEDS_OF_A_STRETCH, perSecond.questions);
    await stretch.run();
    const examination = Promise.all(examined.slice(-1)).then(() => stretch.examined());
    examination.catch(() => undefined);
    examined.push(examination);
  }
}

async function sumOf(
  { system, log }: SoakParts,
  stretches: readonly Examined[],
  others: readonly Violation[],
): Promise<Omit<Soaked, 'readings' | 'windows' | 'span' | 'others'>> {
  const inTheEnd = await examineAtTheEnd(system, stretches, log);
  const total = (of: (stretch: Examined) => number): number =>
    stretches.reduce((sum, stretch) => sum + of(stretch), 0);
  return {
    acknowledged: total(({ acknowledged }) => acknowledged),
    lost: total(({ lost }) => lost) + inTheEnd.lost,
    doubled: total(({ doubled }) => doubled) + inTheEnd.doubled,
    forked: await log.forks(),
    wrongAllow:
      total(({ wrongAllow }) => wrongAllow) +
      inTheEnd.refusedAndRecorded +
      others.filter(({ kind }) => kind === 'wrong.allow').length,
    remade: total(({ remade }) => remade),
    violations: [...stretches.flatMap(({ violations }) => violations), ...others],
  };
}

async function partsOf(
  system: System,
  { perSecond, seed }: SoakOptions,
  changed: Exchange[],
): Promise<SoakParts> {
  const { installation, admin, agent, freshness } = system;
  const [platform, auditor] = [await installation.login('platform'), await installation.login('auditor')];
  const changes = new RuleChanges(admin, changed);
  return {
    system,
    caller: new DecisionCaller({
      'demo-agent': agent.headers,
      platform: platform.headers,
      auditor: auditor.headers,
    }),
    gate: new Gate(changes, seededRandom(seed + 2), LONGEST_UNCHANGED_MILLISECONDS),
    freezer: new Freezer(changes, freshness, seededRandom(seed + 4)),
    others: new MixedRequests(system, perSecond.others),
    log: new LogHistory(installation.databaseUrl),
    random: seededRandom(seed),
    windows: [],
  };
}

/** Every process by the name of its service. */
const watchedOf = ({ installation, seconds }: System): Watched[] => [
  ...SERVICES.map((name): Watched => ({ name, pid: () => installation.service(name)?.pid })),
  { name: 'governance-engine 2', pid: () => seconds.engine.pid },
  { name: 'api-gateway 2', pid: () => seconds.linked.pid },
];

/** What takes all of the records together. */
async function examineAtTheEnd(
  { installation }: System,
  stretches: readonly Examined[],
  log: LogHistory,
): Promise<{ lost: number; doubled: number; refusedAndRecorded: number }> {
  await untilLogged(log);
  await log.look();
  const leaves = await log.decisionLeaves();
  const logged = new Set(leaves);
  const [counts] = await askDatabase<{ twice: number; refused: number }>(
    installation.databaseUrl,
    `SELECT (count(*) FILTER (WHERE resource ~ ':\\d+$') - count(DISTINCT resource) FILTER (WHERE resource ~ ':\\d+$'))::int AS twice,
            (count(*) FILTER (WHERE resource = $1))::int AS refused
     FROM (SELECT request->'resource'->>'id' AS resource FROM governance_engine.decisions) AS asked`,
    [REFUSED],
  );
  return {
    lost: stretches.flatMap(({ ids }) => ids).filter((id) => !logged.has(id)).length,
    doubled: leaves.length - logged.size + (counts?.twice ?? 0),
    refusedAndRecorded: counts?.refused ?? 0,
  };
}
