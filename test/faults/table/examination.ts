import type { Decision } from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { recordedInDatabase, recordedOverHttp, type DecisionRow } from '../recorded-decisions.js';
import { isFreezable } from './freezer.js';
import type { Given, History, RuleChange, Violation } from './history.js';
import { violationsOf } from './history-checker.js';
import type { Happened } from './nemesis.js';
import { PinnedRules } from './pinned-rules.js';
import { REFUSED } from './request-rows.js';
import type { System } from './row.js';
import type { LogHistory } from '../log-history.js';

/** How long a process may go without having read what is revoked. */
export const REVOCATION_MILLISECONDS = 5000;
/** All of them are looked for in the database and in the log. */
const READ_OVER_HTTP = 4000;
const LOGGED_WITHIN_MILLISECONDS = 60_000;

export interface ExaminedDecisions {
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  readonly wrongAllow: number;
  readonly remade: number;
  readonly turns: number;
  readonly freezes: number;
  readonly frozen: number;
  readonly revokedUses: number;
  readonly violations: readonly Violation[];
}

export interface Examined extends ExaminedDecisions {
  readonly forked: number;
}

/** Holds what clients were told against the database, the API, the log, and the rules that every decision pins. */
export async function examine(system: System, happened: Happened): Promise<Examined> {
  const { audit, caller, log } = happened;
  const rows = await recordedInDatabase(system.installation.databaseUrl);
  const decisions = await examineDecisions(system, happened, rows, READ_OVER_HTTP);
  await caller.close();
  await untilLogged(log);
  await log.look();
  const leaves = await log.decisionLeaves();
  const logged = new Set(leaves);
  const recorded = new Set(rows.map(({ decisionId }) => decisionId));
  const { lost, doubled } = decisions;
  return {
    ...decisions,
    lost: lost + audit.acknowledgedIds.filter((id) => recorded.has(id) && !logged.has(id)).length,
    doubled: doubled + leaves.length - logged.size,
    forked: await log.forks(),
  };
}

/** Resolves when all has a leaf, or has had the time for it. */
export async function untilLogged(log: LogHistory): Promise<void> {
  await Promise.race([log.untilNothingWaits(), pause(LOGGED_WITHIN_MILLISECONDS, undefined, { ref: false })]);
}

/** The same without the log, for these rows and for so many decisions read over HTTP. */
export async function examineDecisions(
  system: System,
  happened: Omit<Happened, 'log' | 'counts'>,
  rows: readonly DecisionRow[],
  readOverHttp: number,
): Promise<ExaminedDecisions> {
  const { installation, ways, ratified } = system;
  const { audit, caller, observed, gate, freezer, tokens, windows } = happened;
  audit.compare(rows);
  const engines = [installation.url('governance-engine'), ways.engine] as const;
  const asked = spread(audit.acknowledgedIds, readOverHttp);
  audit.compare(await recordedOverHttp(caller, engines, asked), asked);
  const { given, changes } = await PinnedRules.use(installation.databaseUrl, async (rules) => ({
    given: await givenOf(rows, rules),
    changes: gate.acknowledged.map(({ version, at }): RuleChange => ({
      of: 'gate',
      number: rules.activationOf(version),
      acknowledgedAt: at,
    })),
  }));
  const history: History = {
    exchanges: observed.exchanges,
    windows,
    changes: [...changes, ...ratified],
    freezes: freezer.freezes,
    given,
    revokedUses: tokens.uses,
    freshness: system.freshness,
    revocation: REVOCATION_MILLISECONDS,
  };
  const violations = [...happened.seen, ...decidedAllTheSame(rows), ...violationsOf(history)];
  const { wrongAllow, ...found } = audit.findings();
  return {
    ...found,
    wrongAllow: wrongAllow + violations.filter(({ kind }) => kind === 'wrong.allow').length,
    remade: given.filter(({ reproduced }) => reproduced !== null).length,
    turns: changes.length,
    freezes: freezer.freezes.filter(({ placedAt }) => placedAt < Infinity).length,
    frozen: given.filter(({ frozenBy }) => frozenBy !== null).length,
    revokedUses: tokens.uses.length,
    violations,
  };
}

/** As many of them at most, from the first to the last. */
function spread<Item>(all: readonly Item[], atMost: number): Item[] {
  const step = Math.max(1, all.length / atMost);
  return all.filter((_, place) => Math.floor(place / step) !== Math.floor((place - 1) / step));
}

/** Whatever is recorded, whether or not its client had an answer: the key is that of the resource. */
async function givenOf(rows: readonly DecisionRow[], rules: PinnedRules): Promise<Given[]> {
  const given: Given[] = [];
  for (const row of rows) {
    const { decisionId, outcome, request, decision } = row;
    const key = request.resource.id.replace(/:\d+$/, '');
    const of = { isFreezable: isFreezable(request), frozenBy: frozenBy(decision) };
    given.push({ key, decisionId, outcome, ...of, ...(await rules.remake(row)) });
  }
  return given;
}

const frozenBy = ({ reasons: [reason] }: Decision): string | null =>
  reason?.code === 'frozen' ? reason.message.replace(/^Frozen by \S+: /, '') : null;

const decidedAllTheSame = (rows: readonly DecisionRow[]): Violation[] =>
  rows
    .filter(({ request }) => request.resource.id === REFUSED)
    .map(({ decisionId }) => ({
      kind: 'wrong.allow',
      row: 'nothing',
      what: `${decisionId} was recorded for a request that had to be refused`,
    }));
