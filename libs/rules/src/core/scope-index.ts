import { type Scope } from '@acgs/contracts';
import { GlobIndex } from './glob-index.js';
import { ScopeMemo } from './scope-memo.js';

interface Scoped {
  readonly scope: Scope;
}

const MEMO_CAPACITY = 262_144;

/** One of the three sides of a scope. Each entry has globs on every side and is filed under those of one side. */
class Side {
  private readonly globs = new GlobIndex();
  private readonly globsOf: number[][] = [];
  private readonly uses: number[] = [];
  private readonly filed: number[][] = [];

  add(texts: readonly string[]): void {
    const globs = [...new Set(texts)].map((text) => this.globs.add(text));
    this.globsOf.push(globs);
    for (const glob of globs) this.uses[glob] = (this.uses[glob] ?? 0) + 1;
  }

  /** How many entries share this one's globs: the fewer, the better a place to file it. */
  crowd(position: number): number {
    return (this.globsOf[position] ?? []).reduce((sum, glob) => sum + (this.uses[glob] ?? 0), 0);
  }

  file(position: number): void {
    for (const glob of this.globsOf[position] ?? []) (this.filed[glob] ??= []).push(position);
  }

  matching(name: string): ReadonlySet<number> {
    return this.globs.matching(name);
  }

  /** Positions filed under these globs, those filed under several of them more than once. */
  filedUnder(matching: ReadonlySet<number>): number[] {
    return Array.from(matching, (glob) => this.filed[glob] ?? []).flat();
  }

  selects(matching: ReadonlySet<number>, position: number): boolean {
    return this.globsOf[position]?.some((glob) => matching.has(glob)) ?? false;
  }
}

/**
 * Finds the entries whose scope matches without visiting the others. A triple of names seen lately costs three map
 * lookups. A new one costs a test of each glob that begins like its name, and a visit to the entries filed under those
 * that match; an entry is filed on that side of its scope (subjects, actions or resources) which it shares with fewest.
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
    const sides = [this.subjects, this.actions, this.resources];
    for (const position of entries.keys()) {
      sides
        .reduce((best, side) => (side.crowd(position) < best.crowd(position) ? side : best))
        .file(position);
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
    const asked = [
      { side: this.subjects, matching: this.subjects.matching(subjectType) },
      { side: this.actions, matching: this.actions.matching(actionName) },
      { side: this.resources, matching: this.resources.matching(resourceType) },
    ];
    const filed = asked.flatMap(({ side, matching }) => side.filedUnder(matching));
    const found: Entry[] = [];
    let last = -1;
    for (const position of Uint32Array.from(filed).sort()) {
      if (position === last) continue;
      last = position;
      const entry = this.entries[position];
      const inScope = asked.every(({ side, matching }) => side.selects(matching, position));
      if (entry !== undefined && inScope) found.push(entry);
    }
    return found;
  }
}
