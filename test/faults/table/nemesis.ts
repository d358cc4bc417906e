import { DecisionCaller } from '../decision-caller.js';
import { DecisionAudit } from '../decisions-audit.js';
import { DecisionLoad, type LoadCounts } from '../decisions-load.js';
import { type Question, questionOf } from '../decisions-questions.js';
import { seededRandom } from '../seeded-random.js';
import { freezableQuestion, Freezer } from './freezer.js';
import { Gate, gatedQuestion } from './gate.js';
import type { FaultWindow } from './fault-windows.js';
import type { Violation } from './history.js';
import { ObservedCaller } from './observed-caller.js';
import { RevokedTokens } from './revoked-tokens.js';
import type { Row, System } from './row.js';
import { RuleChanges } from './rule-changes.js';
import { LogHistory } from '../log-history.js';

const CLIENTS = 12;

export interface NemesisOptions {
  readonly rows: readonly Row[];
  readonly cycles: number;
  readonly seed: number;
  readonly progress: (text: string) => void;
}

/** All that happened, for the checker. */
export interface Happened {
  readonly audit: DecisionAudit;
  readonly caller: DecisionCaller;
  readonly observed: Pick<ObservedCaller, 'exchanges'>;
  readonly gate: Gate;
  readonly freezer: Freezer;
  readonly tokens: Pick<RevokedTokens, 'uses'>;
  readonly log: LogHistory;
  readonly windows: readonly FaultWindow[];
  readonly counts: Readonly<LoadCounts>;
  /** What the rows saw, and questions that had no right answer in the end. */
  readonly seen: readonly Violation[];
}

/** Breaks the system under load, one row after another, in an order that the seed gives. */
export async function breakUnderLoad(
  system: System,
  { rows, cycles, seed, progress }: NemesisOptions,
): Promise<Happened> {
  const { installation, admin, agent, ways, freshness } = system;
  const [platform, auditor] = [await installation.login('platform'), await installation.login('auditor')];
  const headers = { 'demo-agent': agent.headers, platform: platform.headers, auditor: auditor.headers };
  const caller = new DecisionCaller(headers);
  const observed = new ObservedCaller(caller, ways);
  const audit = new DecisionAudit();
  const targets = [ways.gateway, ways.linked, ways.engine] as const;
  const load = new DecisionLoad(observed, targets, audit, seed, {
    clients: CLIENTS,
    question: questionOfTable,
  });
  const changes = new RuleChanges(admin, observed.exchanges);
  const gate = new Gate(changes, seededRandom(seed + 2));
  const freezer = new Freezer(changes, freshness, seededRandom(seed + 4));
  const tokens = new RevokedTokens(installation, targets);
  const log = new LogHistory(installation.databaseUrl);
  const nemesis = new Nemesis({ system, load, log, targets, random: seededRandom(seed) });
  await gate.open();
  await freezer.open();
  const parts = [load, gate, freezer, tokens];
  for (const part of parts) part.start();
  try {
    for (const [n, row] of inTurn(rows, cycles, seed).entries()) {
      progress(`${String(n + 1)} of ${String(cycles)}: ${row.name}`);
      await nemesis.cycle(row);
    }
  } finally {
    await Promise.all(parts.map((part) => part.stop()));
  }
  const unanswered = [...load.failed].map(([key, why]): Violation => ({
    kind: 'failed',
    row: nemesis.rowOf(key),
    what: `${key}: ${why}`,
  }));
  const { windows, seen } = nemesis;
  return {
    audit,
    caller,
    observed,
    gate,
    freezer,
    tokens,
    log,
    windows,
    counts: load.counts,
    seen: [...seen, ...unanswered],
  };
}

/** Two of eight are of the gate, and one of what is frozen now and then. */
export function questionOfTable(seed: number, n: number): Question {
  if (n % 4 === 0) return gatedQuestion(seed, n);
  return n % 8 === 2 ? freezableQuestion(seed, n) : questionOf(seed, n);
}

interface NemesisParts {
  readonly system: System;
  readonly load: DecisionLoad;
  readonly log: LogHistory;
  /** Where decisions are asked. */
  readonly targets: readonly string[];
  readonly random: () => number;
  /** Where the windows go. */
  readonly windows?: FaultWindow[];
  /** Resolves when what is no decision is answered again, too. */
  readonly untilWhole?: () => Promise<void>;
}

/** Breaks and waits until clients see that it is whole again. */
export class Nemesis {
  readonly windows: FaultWindow[];
  readonly seen: Violation[] = [];

  constructor(private readonly parts: NemesisParts) {
    this.windows = parts.windows ?? [];
  }

  async cycle(row: Row): Promise<void> {
    const { system, load, log, targets, random, untilWhole } = this.parts;
    const n = this.windows.length;
    await load.flowing();
    await log.look();
    const from = performance.now();
    const window = { row: row.name, from, to: Number.POSITIVE_INFINITY, allows: row.allows };
    this.windows.push(window);
    const seen = await row.run(system, random);
    for (const what of seen) this.seen.push({ kind: 'failed', row: row.name, what });
    await Promise.all(
      targets.map((target, place) => load.recovered(target, `${String(n)}-${String(place)}`)),
    );
    await untilWhole?.();
    window.to = performance.now();
  }

  /** Of a probe that found no recovery: its name begins with the number of the cycle. */
  rowOf(key: string): string {
    return this.windows[Number(/^(\d+)-/.exec(key)?.[1] ?? -1)]?.row ?? 'nothing';
  }
}

/** Every row once, in an order that the seed gives, and all of them again until there are as many as wanted. */
export function inTurn(rows: readonly Row[], cycles: number, seed: number): Row[] {
  const random = seededRandom(seed + 3);
  const all: Row[] = [];
  while (all.length < cycles && rows.length > 0) {
    const round = rows.map((row) => ({ row, place: random() })).sort((a, b) => a.place - b.place);
    all.push(...round.map(({ row }) => row));
  }
  return all.slice(0, cycles);
}
