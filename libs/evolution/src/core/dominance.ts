/** What a candidate is worth. Every objective is to be small. */
export interface Evaluation {
  readonly objectives: readonly number[];
  /** How much it breaks constraints; 0 when it breaks none. */
  readonly violation: number;
}

/**
 * Constrained domination (Deb et al. 2002, definition 1 of section VI): what breaks no constraint before what breaks one,
 * less before more, and among those that break none, whoever is nowhere worse and somewhere better.
 */
export const dominates = (one: Evaluation, other: Evaluation): boolean => relation(one, other) < 0;

/** -1 when the first dominates the second, 1 the other way round, and 0 when neither does. */
function relation(one: Evaluation, other: Evaluation): -1 | 0 | 1 {
  if (one.violation > 0 || other.violation > 0) {
    if (one.violation === other.violation) return 0;
    return one.violation < other.violation ? -1 : 1;
  }
  let result: -1 | 0 | 1 = 0;
  for (let at = 0; at < one.objectives.length; at++) {
    const mine = objectiveOf(one, at);
    const theirs = objectiveOf(other, at);
    if (mine === theirs) continue;
    const here = mine < theirs ? -1 : 1;
    if (result !== 0 && result !== here) return 0;
    result = here;
  }
  return result;
}

export const objectiveOf = ({ objectives }: Evaluation, at: number): number => objectives[at] ?? Number.NaN;

interface Standing<Item> {
  readonly item: Item;
  readonly worse: Standing<Item>[];
  better: number;
}

/**
 * The fronts, best first: fast non-dominated sort (Deb et al. 2002, section III-A). O(M N²) for N items of M objectives.
 * The same items in the same order give the same fronts in the same order.
 */
export function nonDominatedFronts<Item extends Evaluation>(items: readonly Item[]): Item[][] {
  const standings = items.map((item): Standing<Item> => ({ item, worse: [], better: 0 }));
  standings.forEach((one, at) => {
    for (let next = at + 1; next < standings.length; next++) compare(one, standings[next]);
  });
  const fronts: Item[][] = [];
  let front = standings.filter(({ better }) => better === 0);
  while (front.length > 0) {
    fronts.push(front.map(({ item }) => item));
    front = front.flatMap(({ worse }) => worse.filter((each) => --each.better === 0));
  }
  return fronts;
}

function compare<Item extends Evaluation>(one: Standing<Item>, other: Standing<Item> | undefined): void {
  if (other === undefined) return;
  const order = relation(one.item, other.item);
  if (order === 0) return;
  const [better, worse] = order < 0 ? [one, other] : [other, one];
  better.worse.push(worse);
  worse.better++;
}
