type Point = readonly number[];

/**
 * The volume that points dominate below a reference point (Zitzler and Thiele 1999), every objective to be small. By
 * slices: O(N log N) for two objectives, and a factor of N more for each further one.
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
  if (last === 1) return area(sorted, reference);
  let sum = 0;
  sorted.forEach((point, at) => {
    const depth = coordinate(sorted[at + 1] ?? reference, last) - coordinate(point, last);
    if (depth > 0) sum += depth * (last === 0 ? 1 : volume(sorted.slice(0, at + 1), reference, last));
  });
  return sum;
}

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
