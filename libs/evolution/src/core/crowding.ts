import { type Evaluation, objectiveOf } from './dominance.js';

/**
 * How much room each member of a front has (Deb et al. 2002, section III-B): the sum over the objectives of the distance
 * between its neighbours, as a share of the front's width; infinite at the ends. O(M N log N).
 */
export function crowdingDistances<Item extends Evaluation>(front: readonly Item[]): Map<Item, number> {
  const distances = new Map(front.map((item) => [item, 0]));
  const objectives = front[0]?.objectives.length ?? 0;
  for (let at = 0; at < objectives; at++) {
    const sorted = front.toSorted((one, other) => objectiveOf(one, at) - objectiveOf(other, at));
    const [first, last] = [sorted[0], sorted.at(-1)];
    const width = first && last ? objectiveOf(last, at) - objectiveOf(first, at) : 0;
    sorted.forEach((item, place) => {
      const [before, after] = [sorted[place - 1], sorted[place + 1]];
      if (before === undefined || after === undefined) distances.set(item, Number.POSITIVE_INFINITY);
      else if (width > 0) {
        const between = objectiveOf(after, at) - objectiveOf(before, at);
        distances.set(item, (distances.get(item) ?? 0) + between / width);
      }
    });
  }
  return distances;
}

/**
 * So many members of a front, those ends included that there is place for: the one with the least room goes, again and again,
 * and its neighbours get the room that it leaves (Kukkonen and Deb, 2006: with the rooms of the beginning alone, a whole
 * cluster goes at once). In the order of the front. O(N²) for N members.
 */
export function thinned<Item extends Evaluation>(front: readonly Item[], count: number): Item[] {
  const crowd = new Crowd(front);
  for (let left = front.length; left > count; left--) crowd.removeMostCrowded();
  return front.filter((_, at) => crowd.has(at));
}

/** The neighbours of one member in one objective; null at the ends. */
interface Neighbours {
  before: number | null;
  after: number | null;
}

class Crowd {
  /** By objective and member. */
  private readonly neighbours: readonly (readonly Neighbours[])[];
  private readonly widths: readonly number[];
  /** By member; null once it is gone. */
  private readonly rooms: (number | null)[];

  constructor(private readonly front: readonly Evaluation[]) {
    const objectives = (front[0]?.objectives ?? []).map((_, objective) => objective);
    this.neighbours = objectives.map((objective) => this.neighboursIn(objective));
    this.widths = objectives.map((objective) => {
      const values = front.map((item) => objectiveOf(item, objective));
      return Math.max(...values) - Math.min(...values);
    });
    this.rooms = front.map((_, at) => this.roomOf(at));
  }

  has(at: number): boolean {
    return this.rooms[at] !== null;
  }

  removeMostCrowded(): void {
    const gone = this.mostCrowded();
    this.rooms[gone] = null;
    for (const neighbours of this.neighbours) {
      const { before, after } = neighbours[gone] ?? { before: null, after: null };
      this.join(neighbours, before, after);
    }
    for (const neighbours of this.neighbours) {
      for (const at of [neighbours[gone]?.before, neighbours[gone]?.after]) {
        if (typeof at === 'number') this.rooms[at] = this.roomOf(at);
      }
    }
  }

  private mostCrowded(): number {
    let [at, least] = [-1, Number.POSITIVE_INFINITY];
    for (const [member, room] of this.rooms.entries()) {
      if (room !== null && (at < 0 || room < least)) [at, least] = [member, room];
    }
    return at;
  }

  private join(neighbours: readonly Neighbours[], before: number | null, after: number | null): void {
    const [left, right] = [neighbours[before ?? -1], neighbours[after ?? -1]];
    if (left !== undefined) left.after = after;
    if (right !== undefined) right.before = before;
  }

  private neighboursIn(objective: number): Neighbours[] {
    const sorted = this.front
      .map((item, at) => ({ at, value: objectiveOf(item, objective) }))
      .sort((one, other) => one.value - other.value);
    const neighbours: Neighbours[] = this.front.map(() => ({ before: null, after: null }));
    sorted.forEach(({ at }, place) => {
      neighbours[at] = { before: sorted[place - 1]?.at ?? null, after: sorted[place + 1]?.at ?? null };
    });
    return neighbours;
  }

  private roomOf(at: number): number {
    return this.neighbours.reduce((sum, neighbours, objective) => {
      const { before, after } = neighbours[at] ?? { before: null, after: null };
      const [low, high] = [this.front[before ?? -1], this.front[after ?? -1]];
      if (low === undefined || high === undefined) return Number.POSITIVE_INFINITY;
      const width = this.widths[objective] ?? 0;
      return width > 0 ? sum + (objectiveOf(high, objective) - objectiveOf(low, objective)) / width : sum;
    }, 0);
  }
}
