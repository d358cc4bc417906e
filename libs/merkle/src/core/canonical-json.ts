import canonicalize from 'canonicalize';
import { NoJsonFormError } from './merkle.errors.js';

const DEPTH_MAX = 256;

/**
 * The canonical JSON of a value (RFC 8785). Members that are `undefined` are left out, and `toJSON` is asked, as by
 * `JSON.stringify`; unlike there, nothing else is dropped or replaced. Linear in the size; about 6 µs for 900 bytes.
 *
 * @throws NoJsonFormError when there is none: numbers that are not finite, text with half a surrogate pair, functions,
 * symbols, bigints, `undefined` or holes in arrays, cycles, and whatever is nested deeper than 256.
 */
export function canonicalJson(value: unknown): string {
  const order = new CanonicalOrder();
  const ordered = order.of(value, 0);
  return order.isKept ? JSON.stringify(ordered) : (canonicalize(value) ?? '');
}

/**
 * RFC 8785 writes numbers and strings as ECMAScript does: only the order of names differs, so what has that order is
 * written by `JSON.stringify`, which is several times faster than writing it here.
 */
class CanonicalOrder {
  /** False after an object that can't be copied with its names in order. */
  isKept = true;

  /** The value itself where its names are in order, and a copy where they are not. */
  of(value: unknown, depth: number): unknown {
    switch (typeof value) {
      case 'boolean':
        return value;
      case 'string':
        requireWellFormed(value);
        return value;
      case 'number':
        if (!Number.isFinite(value)) throw new NoJsonFormError(`JSON has no ${value}`);
        return value;
      case 'object':
        return value === null ? null : this.ofObject(value, depth + 1);
      default:
        throw new NoJsonFormError(`JSON has no ${typeof value}`);
    }
  }

  private ofObject(value: object, depth: number): unknown {
    if (depth > DEPTH_MAX) throw new NoJsonFormError(`nested deeper than ${DEPTH_MAX}, or a cycle`);
    if (hasForm(value)) return this.of(value.toJSON(), depth);
    return Array.isArray(value) ? this.ofArray(value, depth) : this.ofMembers(value, depth);
  }

  private ofArray(value: readonly unknown[], depth: number): readonly unknown[] {
    let copy: unknown[] | null = null;
    // Unlike forEach, this does not step over holes.
    for (let place = 0; place < value.length; place++) {
      const member = this.of(value[place], depth);
      if (member !== value[place]) (copy ??= [...value])[place] = member;
    }
    return copy ?? value;
  }

  private ofMembers(value: object, depth: number): object {
    const names = Object.keys(value);
    const sorted = areSorted(names);
    if (!sorted) this.isKept &&= names.sort().every(staysInPlace);
    const members = value as Readonly<Record<string, unknown>>;
    let copy: Record<string, unknown> | null = sorted ? null : {};
    for (const name of names) {
      requireWellFormed(name);
      const member = members[name];
      if (member === undefined) continue;
      const ordered = this.of(member, depth);
      if (ordered !== member) copy ??= { ...members };
      if (copy !== null) copy[name] = ordered;
    }
    return copy ?? value;
  }
}

/** By UTF-16 code units. */
function areSorted(names: readonly string[]): boolean {
  let before = '';
  for (const name of names) {
    if (name < before) return false;
    before = name;
  }
  return true;
}

/** ECMAScript puts names that look like numbers first, whenever they were added; and one is no name for it at all. */
function staysInPlace(name: string): boolean {
  return !/^\d/.test(name) && name !== '__proto__';
}

function requireWellFormed(text: string): void {
  if (!text.isWellFormed()) throw new NoJsonFormError('text with half a surrogate pair has no UTF-8');
}

function hasForm(value: object): value is { toJSON: () => unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}
