import type { Exchange, Target } from './exchange.js';

/** What may be answered otherwise than as always while something is broken, and until it has recovered. */
export type Allowance = Readonly<Record<Target, readonly string[]>>;

/** From the moment before something was broken to the moment when everything had recovered. */
export interface FaultWindow {
  readonly row: string;
  readonly from: number;
  readonly to: number;
  readonly allows: Allowance;
}

/** A change of the rules whose answer a client has; without one nobody knows whether it was made. */
export interface RuleChange {
  readonly of: keyof PinnedNumbers;
  readonly number: number;
  readonly acknowledgedAt: number;
}

/** By which rules something was decided: numbers that grow with every change. */
interface PinnedNumbers {
  readonly constitution: number;
  /** Of the activations of the policy that changes. */
  readonly gate: number;
}

/** A recorded decision that was given to a client. */
export interface Given {
  readonly key: string;
  readonly decisionId: string;
  readonly outcome: string;
  /** Null where it pins no rules. */
  readonly pinned: PinnedNumbers | null;
  /** What is made of the request by the rules that it pins; null where it pins none. */
  readonly reproduced: string | null;
}

/** A request with a token that had been revoked. */
export interface RevokedUse {
  readonly revokedAt: number;
  readonly sentAt: number;
  readonly status: number;
}

export interface History {
  readonly exchanges: readonly Exchange[];
  readonly windows: readonly FaultWindow[];
  readonly changes: readonly RuleChange[];
  readonly given: readonly Given[];
  readonly revokedUses: readonly RevokedUse[];
  /** Milliseconds after the answer to a change until every decision goes by it. */
  readonly freshness: number;
  /** The same for revocations. */
  readonly revocation: number;
}

export interface Violation {
  readonly kind: 'failed' | 'wrong.allow';
  readonly row: string;
  readonly what: string;
}

const ALWAYS = ['200'];
const NOTHING_BROKEN = 'nothing';

/** Holds what clients saw against what the failure table promises. Pure; whatever it finds is a fault of the services. */
export function violationsOf(history: History): Violation[] {
  return [
    ...wrongEndings(history),
    ...staleDecisions(history),
    ...notReproduced(history),
    ...revokedAllowed(history),
  ];
}

/** The windows that a time has a part in. */
const windowsDuring = (windows: readonly FaultWindow[], from: number, to: number): FaultWindow[] =>
  windows.filter((window) => window.from <= to && from <= window.to);

function wrongEndings({ exchanges, windows }: History): Violation[] {
  return exchanges.flatMap(({ key, target, sentAt, endedAt, ending }): Violation[] => {
    if (ALWAYS.includes(ending)) return [];
    const during = windowsDuring(windows, sentAt, endedAt);
    if (during.some(({ allows }) => allows[target].includes(ending))) return [];
    return [{ kind: 'failed', row: rowOf(during), what: `${key}: ${ending} (${target})` }];
  });
}

/**
 * A decision that was asked for later than the bound after a change was acknowledged goes by that change, or by a later one.
 * What counts is the first request of its key: a repetition gives what was decided then.
 */
function staleDecisions({ exchanges, windows, changes, given, freshness }: History): Violation[] {
  const firstSent = new Map<string, number>();
  for (const { key, sentAt } of exchanges)
    firstSent.set(key, Math.min(sentAt, firstSent.get(key) ?? Number.POSITIVE_INFINITY));
  const gateAt = latestChanges(changes.filter((change) => change.of === 'gate'));
  const constitutionAt = latestChanges(changes.filter((change) => change.of === 'constitution'));
  return given.flatMap(({ key, decisionId, outcome, pinned }): Violation[] => {
    const sentAt = firstSent.get(key) ?? Number.NEGATIVE_INFINITY;
    const wanted = { gate: gateAt(sentAt - freshness), constitution: constitutionAt(sentAt - freshness) };
    const isFresh =
      pinned === null
        ? outcome !== 'allow'
        : pinned.gate >= wanted.gate && pinned.constitution >= wanted.constitution;
    if (isFresh) return [];
    const what = `${decisionId} is ${outcome} by ${JSON.stringify(pinned)}, and ${JSON.stringify(wanted)} was to be used`;
    const kind = outcome === 'allow' ? 'wrong.allow' : 'failed';
    return [{ kind, row: rowOf(windowsDuring(windows, sentAt, sentAt)), what }];
  });
}

/** The newest that had been acknowledged at a time; 0 before all of them. */
function latestChanges(changes: readonly RuleChange[]): (at: number) => number {
  const ordered = [...changes].sort((a, b) => a.acknowledgedAt - b.acknowledgedAt);
  let newest = 0;
  const newestAt = ordered.map(({ number }) => (newest = Math.max(newest, number)));
  return (at) => {
    let [low, high] = [0, ordered.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ordered[middle]?.acknowledgedAt ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return newestAt[low - 1] ?? 0;
  };
}

function notReproduced({ given, exchanges, windows }: History): Violation[] {
  const wrong = given.filter(({ outcome, reproduced }) => reproduced !== null && reproduced !== outcome);
  const sentAt = new Map(
    wrong.length === 0 ? [] : exchanges.map((exchange) => [exchange.key, exchange.sentAt]),
  );
  return wrong.map(({ key, decisionId, outcome, reproduced }) => ({
    kind: outcome === 'allow' ? 'wrong.allow' : 'failed',
    row: rowOf(windowsDuring(windows, sentAt.get(key) ?? 0, sentAt.get(key) ?? 0)),
    what: `${decisionId} is ${outcome}, and by the rules that it pins ${String(reproduced)}`,
  }));
}

function revokedAllowed({ revokedUses, windows, revocation }: History): Violation[] {
  return revokedUses
    .filter(({ revokedAt, sentAt, status }) => status === 200 && sentAt >= revokedAt + revocation)
    .map(({ revokedAt, sentAt }) => ({
      kind: 'wrong.allow',
      row: rowOf(windowsDuring(windows, sentAt, sentAt)),
      what: `a token was taken ${(sentAt - revokedAt).toFixed(0)} ms after it was revoked`,
    }));
}

const rowOf = (windows: readonly FaultWindow[]): string =>
  windows.map(({ row }) => row).join(', ') || NOTHING_BROKEN;
