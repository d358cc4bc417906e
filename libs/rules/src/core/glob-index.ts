import { type Glob, parseGlob, restMatches } from './glob.js';

interface NumberedGlob {
  readonly number: number;
  readonly glob: Glob;
}

/**
 * Which of many globs match a name. Globs without a star lie in a hash map, the others in one keyed by their literal
 * prefix, so a question costs one lookup for each distinct prefix length and one test for each glob that shares the
 * name's beginning.
 */
export class GlobIndex {
  private readonly numbers = new Map<string, number>();
  private readonly wild = new Map<string, NumberedGlob[]>();
  private readonly prefixLengths = new Set<number>();

  /** The number of this glob, counted from 0 in order of first appearance; the same text has the same number. */
  add(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const number = this.numbers.size;
    this.numbers.set(text, number);
    if (text.includes('*')) this.addWild({ number, glob: parseGlob(text) });
    return number;
  }

  /** Numbers of all globs that match, each once. */
  matching(name: string): Set<number> {
    const found = new Set<number>();
    const exact = name.includes('*') ? undefined : this.numbers.get(name);
    if (exact !== undefined) found.add(exact);
    for (const length of this.prefixLengths) {
      if (length > name.length) continue;
      const bucket = this.wild.get(name.slice(0, length)) ?? [];
      for (const { number, glob } of bucket) if (restMatches(glob, name)) found.add(number);
    }
    return found;
  }

  private addWild(entry: NumberedGlob): void {
    const { prefix } = entry.glob;
    const bucket = this.wild.get(prefix);
    if (bucket === undefined) this.wild.set(prefix, [entry]);
    else bucket.push(entry);
    this.prefixLengths.add(prefix.length);
  }
}
