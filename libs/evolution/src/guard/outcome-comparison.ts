import { type ActionOutcomes, countOf } from './action-outcomes.js';
import { estimated, type ShareEstimate, together } from './share-estimate.js';

const OUTCOME_SHARES = ['allow', 'deny', 'escalate'] as const;
type OutcomeShare = (typeof OUTCOME_SHARES)[number];
type Share = OutcomeShare | 'harmful';

/** Cases that were held out, and live decisions of the version before, without which nothing is said of an action. */
const ACTION_MINIMUM = 20;

/** What is known of a version before it is in force. */
export interface Expectation {
  /** The cases that were held out: under the candidate, and under the rules that it was held against. */
  readonly predicted: readonly ActionOutcomes[];
  readonly today: readonly ActionOutcomes[];
  /** Live decisions of the version before. */
  readonly before: readonly ActionOutcomes[];
}

/** How far live shares may be from what is expected; that of harmful ones only above. */
export type OutcomeBounds = Readonly<Record<Share, number>> & {
  /** Decisions without which no outcome is judged. */
  readonly minimum: number;
  /** Labelled ones without which no harm is judged. */
  readonly labelled: number;
};

export interface OutcomeComparison {
  /** Live ones of actions of which something can be expected. */
  readonly decisions: number;
  /** Live ones of other actions: nothing can be said of their outcomes. */
  readonly unknown: number;
  /** Live ones that are labelled, of actions of which harm was predicted. */
  readonly labelled: number;
  readonly shares: Readonly<
    Record<OutcomeShare, { readonly before: number; readonly predicted: number; readonly live: number }>
  > & { readonly harmful: { readonly predicted: number; readonly live: number } };
  readonly crossed: Share[];
}

/** How decisions about one action should go. */
interface Known {
  readonly live: ActionOutcomes;
  readonly predicted: ActionOutcomes;
  readonly today: ActionOutcomes;
  readonly before: ActionOutcomes;
}

/** The ends between which a share is expected, and how far each may be off by chance. */
interface Expected {
  readonly before: number;
  readonly predicted: number;
  readonly low: { readonly share: number; readonly error: number };
  readonly high: { readonly share: number; readonly error: number };
}

/**
 * Holds live outcomes against what the version before came to, changed by no more than the candidate changed on what was held
 * out: labelled decisions are seldom the usual ones, so that live less may change. Actions are weighted by their live mix:
 * that people do other things than before is not the fault of the rules. A bound is crossed only by what chance does not explain.
 */
export function compareOutcomes(
  expectation: Expectation,
  live: readonly ActionOutcomes[],
  bounds: OutcomeBounds,
): OutcomeComparison {
  const known = knownOf(expectation, live);
  const decisions = sum(known, (one) => countOf(one.live));
  const compared = (share: OutcomeShare): Compared => comparedShare(share, known, decisions, bounds);
  const outcomes = { allow: compared('allow'), deny: compared('deny'), escalate: compared('escalate') };
  const harm = comparedHarm(expectation.predicted, live, bounds);
  return {
    decisions,
    unknown: sum(live, countOf) - decisions,
    labelled: harm.labelled,
    shares: {
      allow: outcomes.allow.shares,
      deny: outcomes.deny.shares,
      escalate: outcomes.escalate.shares,
      harmful: harm.shares,
    },
    crossed: [
      ...OUTCOME_SHARES.filter((share) => outcomes[share].isCrossed),
      ...(harm.isCrossed ? (['harmful'] as const) : []),
    ],
  };
}

/** Whether there was enough to say that nothing was crossed. */
export function isJudged(
  { decisions, unknown, labelled }: Pick<OutcomeComparison, 'decisions' | 'unknown' | 'labelled'>,
  bounds: Pick<OutcomeBounds, 'minimum' | 'labelled'>,
): boolean {
  return (
    decisions >= bounds.minimum || (labelled >= bounds.labelled && decisions + unknown >= bounds.minimum)
  );
}

function knownOf({ predicted, today, before }: Expectation, live: readonly ActionOutcomes[]): Known[] {
  const enough = (all: readonly ActionOutcomes[]): Map<string, ActionOutcomes> =>
    new Map(all.filter((one) => countOf(one) >= ACTION_MINIMUM).map((one) => [one.action, one]));
  const [candidates, todays, befores] = [enough(predicted), enough(today), enough(before)];
  return live.flatMap((one) => {
    const { action } = one;
    const [candidate, now, base] = [candidates.get(action), todays.get(action), befores.get(action)];
    if (candidate === undefined || now === undefined || base === undefined) return [];
    return [{ live: one, predicted: candidate, today: now, before: base }];
  });
}

interface Compared {
  readonly shares: { readonly before: number; readonly predicted: number; readonly live: number };
  readonly isCrossed: boolean;
}

function comparedShare(
  share: OutcomeShare,
  known: readonly Known[],
  decisions: number,
  bounds: OutcomeBounds,
): Compared {
  const parts = known.map((one) => ({
    weight: countOf(one.live) / decisions,
    expected: expectedOf(share, one),
  }));
  const weighted = (value: (expected: Expected) => number): number =>
    bounded(sum(parts, ({ weight, expected }) => weight * value(expected)));
  const error = (end: 'low' | 'high'): number =>
    together(...parts.map(({ weight, expected }) => weight * expected[end].error));
  const live = estimated(
    sum(known, (one) => one.live[share]),
    decisions,
  );
  const above = live.share - weighted(({ high }) => high.share) - together(live.below, error('high'));
  const below = weighted(({ low }) => low.share) - live.share - together(live.above, error('low'));
  return {
    shares: {
      before: weighted(({ before }) => before),
      predicted: weighted(({ predicted }) => predicted),
      live: live.share,
    },
    isCrossed: decisions >= bounds.minimum && Math.max(above, below) > bounds[share],
  };
}

function expectedOf(share: OutcomeShare, { predicted, today, before }: Known): Expected {
  const shareOf = (one: ActionOutcomes): ShareEstimate => estimated(one[share], countOf(one));
  const [base, from, to] = [shareOf(before), shareOf(today), shareOf(predicted)];
  const changed = bounded(base.share + to.share - from.share);
  return {
    before: base.share,
    predicted: changed,
    low: { share: Math.min(base.share, changed), error: together(base.below, to.below, from.above) },
    high: { share: Math.max(base.share, changed), error: together(base.above, to.above, from.below) },
  };
}

/** Of labelled ones alone, by action and weighted by where labels are. */
function comparedHarm(
  predicted: readonly ActionOutcomes[],
  live: readonly ActionOutcomes[],
  bounds: OutcomeBounds,
): { labelled: number; shares: { predicted: number; live: number }; isCrossed: boolean } {
  const heldOut = new Map(
    predicted.filter(({ labelled }) => labelled >= ACTION_MINIMUM).map((one) => [one.action, one]),
  );
  const known = live.flatMap((one) => {
    const prediction = heldOut.get(one.action);
    return prediction === undefined ? [] : [{ one, expected: harmOf(prediction) }];
  });
  const labelled = sum(known, ({ one }) => one.labelled);
  const weightOf = (one: ActionOutcomes): number => (labelled === 0 ? 0 : one.labelled / labelled);
  const expected = bounded(sum(known, ({ one, expected: { share } }) => weightOf(one) * share));
  const error = together(...known.map(({ one, expected: { above } }) => weightOf(one) * above));
  const harm = estimated(
    sum(known, ({ one }) => one.harmful),
    labelled,
  );
  return {
    labelled,
    shares: { predicted: expected, live: harm.share },
    isCrossed:
      labelled >= bounds.labelled && harm.share - expected - together(harm.below, error) > bounds.harmful,
  };
}

const harmOf = ({ harmful, labelled }: ActionOutcomes): ShareEstimate => estimated(harmful, labelled);

const sum = <Item>(items: readonly Item[], value: (item: Item) => number): number =>
  items.reduce((total, item) => total + value(item), 0);

/** Sums of shares may be off by their last digit. */
const bounded = (share: number): number => Math.min(1, Math.max(0, share));
