type Point = readonly number[];

/**
 * The volume that points dominate below a reference point (Zitzler and Thiele 1999), every objective to be small. Point by
 * point, as what each adds to those that are better in the last objective (While, Bradstreet and Barone 2012, "WFG"):
 * O(N log N) for two objectives, and a factor of N more for each further one where most points limit each other; fronts
 * that a search finds cost far less.
 */
export function hypervolume(points: readonly Point[], reference: Point): number {
  const inside = points.filter((point) => point.every((value, at) => value < coordinate(reference, at)));
  return volume(inside, reference, reference.length);
}

const coordinate = (point: Point, at: number): number => point[at] ?? Number.NaN;

/** Of the first so many objectives. */
function volume(points: readonly Point[], reference: Point, dimensions: number): number {
  const last = dimensions - 1;
  const sorted = points.toSorted((one, other) => coordinate(one, last) - coordinate(other, last));
  if (last === 0) return sorted[0] === undefined ? 0 : coordinate(reference, 0) - coordinate(sorted[0], 0);
  if (last === 1) return area(sorted, reference);
  let sum = 0;
  sorted.forEach((point, at) => {
    const depth = coordinate(reference, last) - coordinate(point, last);
    sum += depth * added(point, sorted.slice(0, at), reference, last);
  });
  return sum;
}

/** What a point dominates of the first so many objectives and none of the others does. */
function added(point: Point, others: readonly Point[], reference: Point, dimensions: number): number {
  let own = 1;
  for (let at = 0; at < dimensions; at++) own *= coordinate(reference, at) - coordinate(point, at);
  const limits = others.map((other) =>
    Array.from({ length: dimensions }, (_, at) => Math.max(coordinate(point, at), coordinate(other, at))),
  );
  return own - volume(withoutDominated(limits), reference, dimensions);
}

/** Of points that are the same, the first. */
function withoutDominated(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points.toSorted((one, other) => coordinate(one, 0) - coordinate(other, 0))) {
    if (!kept.some((other) => isNowhereWorse(other, point))) kept.push(point);
  }
  return kept;
}

const isNowhereWorse = (one: Point, other: Point): boolean =>
  one.every((value, at) => value <= coordinate(other, at));

/** Of points in the order of their second objective. */
function area(sorted: readonly Point[], [width = 0, height = 0]: Point): number {
  let sum = 0;
  let reached = width;
  for (const [x = 0, y = 0] of sorted) {
    if (x >= reached) continue;
    sum += (reached - x) * (height - y);
    reached = x;
  }
  return sum;
}

/** Inverted generational distance: from each point of the true front to the nearest found one, on average. O(N F). */
export function invertedGenerationalDistance(points: readonly Point[], front: readonly Point[]): number {
  const distances = front.map((target) =>
    points.reduce((least, point) => Math.min(least, distance(point, target)), Number.POSITIVE_INFINITY),
  );
  return distances.reduce((sum, each) => sum + each, 0) / front.length;
}

const distance = (one: Point, other: Point): number =>
  Math.hypot(...one.map((value, at) => value - coordinate(other, at)));
