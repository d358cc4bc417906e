/** What decisions about one action came to. */
export interface ActionOutcomes {
  readonly action: string;
  readonly allow: number;
  readonly deny: number;
  readonly escalate: number;
  /** Those of which somebody has said what would have been right. */
  readonly labelled: number;
  /** Of these, the ones that were allowed and should have been denied. */
  readonly harmful: number;
}

export const countOf = ({ allow, deny, escalate }: ActionOutcomes): number => allow + deny + escalate;

/** By action, the counts of both. */
export function addedOutcomes(
  one: readonly ActionOutcomes[],
  other: readonly ActionOutcomes[],
): ActionOutcomes[] {
  const sums = new Map<string, ActionOutcomes>();
  for (const counts of [...one, ...other]) {
    const sum = sums.get(counts.action);
    sums.set(counts.action, sum === undefined ? counts : sumOf(sum, counts));
  }
  return [...sums.values()];
}

const sumOf = (one: ActionOutcomes, other: ActionOutcomes): ActionOutcomes => ({
  action: one.action,
  allow: one.allow + other.allow,
  deny: one.deny + other.deny,
  escalate: one.escalate + other.escalate,
  labelled: one.labelled + other.labelled,
  harmful: one.harmful + other.harmful,
});
