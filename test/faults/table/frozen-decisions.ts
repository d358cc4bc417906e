import type { Exchange } from './exchange.js';
import { rowOf, windowsDuring } from './fault-windows.js';
import type { FreezeTimes, Given, History, Violation } from './history.js';

/** From the first request of a key to the first answer to it: it was decided in between. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** What was allowed although it was frozen, and what was denied by a freeze that was not there. Pure. */
export function wronglyAllowedOrFrozen(history: History): Violation[] {
  const spans = spansOf(history.exchanges);
  const whatIsWrong = { allow: allowedWhileFrozen, other: frozenForNothing };
  return history.given.flatMap((given): Violation[] => {
    const span = spans.get(given.key) ?? { from: -Infinity, to: Infinity };
    const isAllow = given.outcome === 'allow';
    const what = whatIsWrong[isAllow ? 'allow' : 'other'](given, span, history);
    if (what === null) return [];
    const row = rowOf(windowsDuring(history.windows, span.from, span.from));
    return [{ kind: isAllow ? 'wrong.allow' : 'failed', row, what: `${given.decisionId} ${what}` }];
  });
}

/** Asked for later than the bound after a freeze was acknowledged, and answered before anybody asked to lift it. */
function allowedWhileFrozen(
  { isFreezable, frozenBy }: Given,
  { from, to }: Span,
  { freezes, freshness }: History,
): string | null {
  if (frozenBy !== null) return `is allow, and was denied by ${frozenBy}`;
  if (!isFreezable) return null;
  const covering = freezes.find(
    ({ placedAt, liftAskedAt }) => placedAt + freshness <= from && to <= liftAskedAt,
  );
  return covering === undefined ? null : `is allow, and was covered by ${covering.reason}`;
}

function frozenForNothing(
  { isFreezable, frozenBy }: Given,
  { from, to }: Span,
  { freezes, freshness }: History,
): string | null {
  if (frozenBy === null) return null;
  const freeze = freezes.find(({ reason }) => reason === frozenBy);
  if (freeze === undefined || !isFreezable) return `was denied by ${frozenBy}, which does not cover it`;
  const couldBind = freeze.askedAt <= to && from < freeze.liftedAt + freshness;
  return couldBind ? null : `was denied by ${frozenBy}, ${describe(freeze)}, asked for ${from.toFixed(0)}`;
}

const describe = ({ askedAt, liftedAt }: FreezeTimes): string =>
  `placed ${askedAt.toFixed(0)} and lifted ${liftedAt.toFixed(0)}`;

const DECIDED = ['200', 'rules-stale'];

function spansOf(exchanges: readonly Exchange[]): Map<string, Span> {
  const spans = new Map<string, Span>();
  for (const { key, sentAt, endedAt, ending } of exchanges) {
    const { from, to } = spans.get(key) ?? { from: Infinity, to: Infinity };
    const answeredAt = DECIDED.includes(ending) ? endedAt : Infinity;
    spans.set(key, { from: Math.min(from, sentAt), to: Math.min(to, answeredAt) });
  }
  return spans;
}
