import { setTimeout as pause } from 'node:timers/promises';
import { DecisionCaller, type Headers } from './decision-caller.js';
import { DecisionAudit, type Findings } from './decisions-audit.js';
import { DecisionLoad, type LoadCounts } from './decisions-load.js';
import type { Question } from './decisions-questions.js';
import type { KillablePostgres } from './killable-postgres.js';
import { recordedInDatabase, recordedOverHttp } from './recorded-decisions.js';
import { seededRandom } from './seeded-random.js';

/** Every so many cycles the database is away for longer than rules may be unconfirmed. */
const LONG_EVERY = 5;
const LONG_MILLISECONDS = 2500;

export interface Governed {
  readonly engines: readonly [string, ...string[]];
  readonly databaseUrl: string;
  readonly postgres: KillablePostgres;
  readonly headers: Readonly<Record<Question['caller'] | 'auditor', Headers>>;
}

export interface CyclesOptions {
  readonly cycles: number;
  readonly seed: number;
  readonly progress: (text: string) => void;
}

/** Times in milliseconds. */
export interface Cycle {
  readonly load: number;
  /** Requests that had no answer yet when the server was killed. */
  readonly inFlight: number;
  readonly away: number;
  /** From the moment the server takes connections to the moment the slowest engine decides. */
  readonly recovery: number;
  readonly unavailable: number;
}

export interface CyclesResult {
  readonly findings: Findings;
  readonly failed: ReadonlyMap<string, string>;
  readonly counts: Readonly<LoadCounts>;
  readonly cycles: readonly Cycle[];
}

/** Kills PostgreSQL under load, again and again, and looks for every decision that somebody was told of. */
export async function killPostgresUnderLoad(
  governed: Governed,
  { cycles, seed, progress }: CyclesOptions,
): Promise<CyclesResult> {
  const { engines } = governed;
  const caller = new DecisionCaller(governed.headers);
  const audit = new DecisionAudit();
  const load = new DecisionLoad(caller, engines, audit, seed);
  const random = seededRandom(seed);
  const done: Cycle[] = [];
  try {
    load.start();
    for (let n = 0; n < cycles; n++) {
      progress(`cycle ${String(n + 1)} of ${String(cycles)}`);
      done.push(await cycle(governed, load, n, random));
    }
    await load.stop();
    progress('reading the records');
    audit.compare(await recordedInDatabase(governed.databaseUrl));
    audit.compare(await recordedOverHttp(caller, engines, audit.acknowledgedIds));
  } finally {
    await caller.close();
  }
  return { findings: audit.findings(), failed: load.failed, counts: load.counts, cycles: done };
}

async function cycle(
  { engines, postgres }: Governed,
  load: DecisionLoad,
  n: number,
  random: () => number,
): Promise<Cycle> {
  const before = load.counts.unavailable;
  const loadFor = 200 + random() * 1000;
  const awayFor = 50 + random() * 750 + (n % LONG_EVERY === LONG_EVERY - 1 ? LONG_MILLISECONDS : 0);
  await load.flowing();
  await pause(loadFor);
  const { inFlight } = load;
  const killedAt = performance.now();
  await postgres.kill();
  await pause(awayFor);
  await postgres.restart();
  const backAt = performance.now();
  await Promise.all(engines.map((engine, place) => load.recovered(engine, `${String(n)}-${String(place)}`)));
  return {
    load: loadFor,
    inFlight,
    away: backAt - killedAt,
    recovery: performance.now() - backAt,
    unavailable: load.counts.unavailable - before,
  };
}
