import { type Scope } from '@acgs/contracts';
import { GlobIndex } from './glob-index.js';
import { ScopeMemo } from './scope-memo.js';

interface Scoped {
  readonly scope: Scope;
}

const MEMO_CAPACITY = 262_144;

/** One of the three sides of a scope: its globs, where each is used, and which ones an entry names. */
class Side {
  private readonly globs = new GlobIndex();
  private readonly positionsByGlob: number[][] = [];
  private readonly globsByPosition: number[][] = [];

  add(globs: readonly string[]): void {
    const position = this.globsByPosition.length;
    const numbers = globs.map((glob) => this.globs.add(glob));
    this.globsByPosition.push(numbers);
    for (const number of new Set(numbers)) (this.positionsByGlob[number] ??= []).push(position);
  }

  matching(name: string): SideMatch {
    return new SideMatch(this.globs.matching(name), this.positionsByGlob, this.globsByPosition);
  }
}

/** What one name selects on its side. `reach` counts positions, those under several globs once for each. */
class SideMatch {
  readonly reach: number;

  constructor(
    private readonly globs: ReadonlySet<number>,
    private readonly positionsByGlob: readonly number[][],
    private readonly globsByPosition: readonly number[][],
  ) {
    this.reach = this.lists().reduce((sum, list) => sum + list.length, 0);
  }

  /** In ascending order, each once. */
  positions(): number[] {
    const lists = this.lists();
    if (lists.length === 1) return lists[0] ?? [];
    return [...new Set(lists.flat())].sort((a, b) => a - b);
  }

  has(position: number): boolean {
    return this.globsByPosition[position]?.some((glob) => this.globs.has(glob)) ?? false;
  }

  private lists(): readonly number[][] {
    return Array.from(this.globs, (glob) => this.positionsByGlob[glob] ?? []);
  }
}

/**
 * Finds the entries whose scope matches without visiting the others. A triple of names seen lately costs three map
 * lookups; a new one is answered from the side of the scope (subjects, actions or resources) that selects fewest
 * entries, so it costs one test for each glob sharing the name's beginning plus that side's entries.
 */
export class ScopeIndex<Entry extends Scoped> {
  private readonly subjects = new Side();
  private readonly actions = new Side();
  private readonly resources = new Side();
  private readonly memo = new ScopeMemo<Entry>(MEMO_CAPACITY);

  constructor(private readonly entries: readonly Entry[]) {
    for (const { scope } of entries) {
      this.subjects.add(scope.subjects);
      this.actions.add(scope.actions);
      this.resources.add(scope.resources);
    }
  }

  /** The entries in scope, in the order given to the constructor. */
  find(subjectType: string, actionName: string, resourceType: string): readonly Entry[] {
    const known = this.memo.get(subjectType, actionName, resourceType);
    if (known !== undefined) return known;
    const found = this.search(subjectType, actionName, resourceType);
    this.memo.set(subjectType, actionName, resourceType, found);
    return found;
  }

  private search(subjectType: string, actionName: string, resourceType: string): readonly Entry[] {
    const sides = [
      this.subjects.matching(subjectType),
      this.actions.matching(actionName),
      this.resources.matching(resourceType),
    ].sort((a, b) => a.reach - b.reach);
    const [narrowest, ...others] = sides;
    const positions = narrowest?.positions() ?? [];
    return positions
      .filter((position) => others.every((side) => side.has(position)))
      .flatMap((position) => this.entries[position] ?? []);
  }
}
