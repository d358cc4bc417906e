/** What decisions about one action came to. */
export interface ActionOutcomes {
  readonly action: string;
  readonly allow: number;
  readonly deny: number;
  readonly escalate: number;
  /** Of those that were allowed, the ones that should have been denied. */
  readonly harmful: number;
}

const SHARES = ['allow', 'deny', 'escalate', 'harmful'] as const;
type Share = (typeof SHARES)[number];

/** How far live shares may be from predicted ones; that of harmful ones only above. */
export type OutcomeBounds = Readonly<Record<Share, number>> & {
  /** Decisions without which nothing is judged. */
  readonly minimum: number;
};

export interface OutcomeComparison {
  /** Live ones of actions about which something was predicted. */
  readonly decisions: number;
  /** Live ones of other actions: nothing can be said of them. */
  readonly unknown: number;
  readonly shares: Readonly<Record<Share, { readonly predicted: number; readonly live: number }>>;
  readonly crossed: Share[];
}

/**
 * Holds live outcomes against predicted ones. What is predicted is weighted by the live mix of actions: that people do other
 * things than before is not the fault of the rules.
 */
export function compareOutcomes(
  predicted: readonly ActionOutcomes[],
  live: readonly ActionOutcomes[],
  bounds: OutcomeBounds,
): OutcomeComparison {
  const expected = new Map(predicted.filter((one) => countOf(one) > 0).map((one) => [one.action, one]));
  const known = live.flatMap((one) => {
    const prediction = expected.get(one.action);
    return prediction === undefined ? [] : [{ one, prediction }];
  });
  const decisions = known.reduce((sum, { one }) => sum + countOf(one), 0);
  const shareOf = (share: Share): { predicted: number; live: number } => ({
    predicted: ratio(
      known.reduce(
        (sum, { one, prediction }) => sum + (countOf(one) * prediction[share]) / countOf(prediction),
        0,
      ),
      decisions,
    ),
    live: ratio(
      known.reduce((sum, { one }) => sum + one[share], 0),
      decisions,
    ),
  });
  const shares = {
    allow: shareOf('allow'),
    deny: shareOf('deny'),
    escalate: shareOf('escalate'),
    harmful: shareOf('harmful'),
  };
  const all = live.reduce((sum, one) => sum + countOf(one), 0);
  const crossed =
    decisions < bounds.minimum ? [] : SHARES.filter((share) => isCrossed(share, shares[share], bounds));
  return { decisions, unknown: all - decisions, shares, crossed };
}

const countOf = ({ allow, deny, escalate }: ActionOutcomes): number => allow + deny + escalate;

/** Sums of shares may be off by their last digit. */
const ratio = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.min(1, Math.max(0, part / whole));

const ROUNDING = 1e-9;

const isCrossed = (
  share: Share,
  { predicted, live }: { readonly predicted: number; readonly live: number },
  bounds: OutcomeBounds,
): boolean =>
  (share === 'harmful' ? live - predicted : Math.abs(live - predicted)) > bounds[share] + ROUNDING;
