import { rowOf, windowsDuring } from './fault-windows.js';
import { wronglyAllowedOrFrozen } from './frozen-decisions.js';
import type { History, RuleChange, Violation } from './history.js';

const ALWAYS = ['200'];

/** Holds what clients saw against what the failure table promises. Pure; whatever it finds is a fault of the services. */
export function violationsOf(history: History): Violation[] {
  return [
    ...wrongEndings(history),
    ...staleDecisions(history),
    ...notReproduced(history),
    ...wronglyAllowedOrFrozen(history),
    ...revokedAllowed(history),
  ];
}

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
