import { setTimeout as pause } from 'node:timers/promises';
import type { DecisionCaller } from '../decision-caller.js';
import { DecisionAudit } from '../decisions-audit.js';
import { DecisionLoad } from '../decisions-load.js';
import type { LogHistory } from '../log-history.js';
import { recordedOf } from '../recorded-decisions.js';
import { type ExaminedDecisions, examineDecisions } from '../table/examination.js';
import type { FaultWindow } from '../table/fault-windows.js';
import type { Freezer } from '../table/freezer.js';
import type { Gate } from '../table/gate.js';
import type { Violation } from '../table/history.js';
import { Nemesis, questionOfTable } from '../table/nemesis.js';
import { ObservedCaller } from '../table/observed-caller.js';
import type { Row, System } from '../table/row.js';
import type { MixedRequests } from './mixed-requests.js';

const MINUTE_MILLISECONDS = 60_000;
const QUIET_AT_FIRST_MILLISECONDS = 5000;
const LONGEST_QUIET_MILLISECONDS = 15_000;
/** As many as a client's `flowing` waits for. */
const CLIENTS = 12;
/** Of each minute; all are looked for in the database and the log. */
const READ_OVER_HTTP = 60;

/** What lasts for all of the run. */
export interface SoakParts {
  readonly system: System;
  readonly caller: DecisionCaller;
  readonly gate: Gate;
  readonly freezer: Freezer;
  readonly others: MixedRequests;
  readonly log: LogHistory;
  readonly random: () => number;
  /** Of the stretches so far. */
  readonly windows: FaultWindow[];
}

/** A minute of decisions in which one thing is broken: small enough to be held against the records while the next is under way. */
export class Stretch {
  private readonly audit = new DecisionAudit();
  private readonly observed: ObservedCaller;
  private readonly load: DecisionLoad;
  private readonly nemesis: Nemesis;
  private settled: Promise<void> = Promise.resolve();

  constructor(
    private readonly parts: SoakParts,
    private readonly row: Row,
    seed: number,
    perSecond: number,
  ) {
    const { system, caller, log, random, others, windows } = parts;
    const { ways } = system;
    const targets = [ways.gateway, ways.linked, ways.engine] as const;
    this.observed = new ObservedCaller(caller, ways);
    const options = { clients: CLIENTS, perSecond, question: questionOfTable };
    this.load = new DecisionLoad(this.observed, targets, this.audit, seed, options);
    const untilWhole = (): Promise<void> => others.recovered();
    this.nemesis = new Nemesis({ system, load: this.load, log, targets, random, windows, untilWhole });
  }

  /** Resolves when the minute is over and everything has recovered; what was sent may not have been answered yet. */
  async run(): Promise<void> {
    const { random, others } = this.parts;
    const began = performance.now();
    this.load.start();
    try {
      await pause(QUIET_AT_FIRST_MILLISECONDS + random() * LONGEST_QUIET_MILLISECONDS);
      await this.nemesis.cycle(this.row);
      await pause(Math.max(0, MINUTE_MILLISECONDS - (performance.now() - began)));
    } finally {
      this.settled = this.load.stop();
    }
    const [oldest] = this.audit.acknowledgedIds;
    if (oldest !== undefined) others.askAbout(oldest);
  }

  /** Resolves when its last question is answered, too, with what the records say. */
  async examined(): Promise<Examined> {
    await this.settled;
    const { system, caller, gate, freezer, windows } = this.parts;
    const { audit, observed, load, nemesis } = this;
    const ids = audit.acknowledgedIds;
    const rows = await recordedOf(system.installation.databaseUrl, ids);
    const unanswered = [...load.failed].map(([key, why]): Violation => ({
      kind: 'failed',
      row: this.row.name,
      what: `${key}: ${why}`,
    }));
    const happened = {
      audit,
      caller,
      observed,
      gate,
      freezer,
      tokens: { uses: [] },
      windows,
      seen: [...nemesis.seen, ...unanswered],
    };
    return { ...(await examineDecisions(system, happened, rows, READ_OVER_HTTP)), ids };
  }
}

export interface Examined extends ExaminedDecisions {
  readonly ids: readonly string[];
}
