import { type Fact, type Mapping, type RecordsFact } from './mapping.js';
import { type Path } from './path.js';
import { type Located, select, textOf } from './selection.js';

/** A fact reaches into text that an attacker could write, or is not the plain value that a fact must be. */
export class FactError extends Error {
  constructor(fact: string, path: string, problem: string) {
    super(`the fact "${fact}" is refused: its path "${path}" ${problem}`);
  }
}

export type Facts = Readonly<Record<string, unknown>>;
type Scalar = string | number | boolean | null;

/**
 * The facts of an environment, in plain values.
 *
 * @throws FactError when a fact is, holds or was chosen by anything inside `mapping.untrusted`.
 */
export function deriveFacts(mapping: Pick<Mapping, 'facts' | 'untrusted'>, environment: unknown): Facts {
  const untrusted = new UntrustedPlaces(mapping.untrusted, environment);
  return Object.fromEntries(
    Object.entries(mapping.facts).map(([name, fact]) => [
      name,
      factValue(fact, new FactReader(name, environment, untrusted)),
    ]),
  );
}

/** Paths of the mapping that lead to nothing: allowed, since a list may be empty, but mostly a slip of the pen. */
export function emptyPaths(mapping: Pick<Mapping, 'facts' | 'untrusted'>, environment: unknown): string[] {
  const facts = Object.values(mapping.facts).flatMap((fact) => {
    if ('value' in fact) return [fact.value];
    return 'list' in fact ? fact.list : fact.records;
  });
  return [...facts, ...mapping.untrusted]
    .filter((path) => select(path, environment).found.length === 0)
    .map(({ text }) => text);
}

function factValue(fact: Fact, reader: FactReader): unknown {
  if ('value' in fact) return reader.scalars(fact.value)[0] ?? null;
  if ('list' in fact) return [...new Set(fact.list.flatMap((path) => reader.scalars(path)))];
  return recordsOf(fact, reader);
}

function recordsOf(fact: RecordsFact, reader: FactReader): unknown {
  const { key } = fact;
  const elements = fact.records.flatMap((path) => reader.locate(path));
  const recordAt = (element: Located): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(fact.fields).map(([name, path]) => {
        const values = reader.scalars(path, element);
        return [name, leadsToMany(path) ? values : (values[0] ?? null)];
      }),
    );
  if (key === undefined) return elements.map(recordAt);
  return Object.fromEntries(
    elements.flatMap((element) =>
      reader.scalars(key, element).map((value) => [String(value), recordAt(element)]),
    ),
  );
}

function leadsToMany({ steps }: Path): boolean {
  return steps.some(({ kind }) => kind === 'every' || kind === 'descend');
}

class FactReader {
  constructor(
    private readonly fact: string,
    private readonly environment: unknown,
    private readonly untrusted: UntrustedPlaces,
  ) {}

  locate(path: Path, from?: Located): readonly Located[] {
    const { found, consulted } = select(path, this.environment, from);
    if (consulted.some((located) => this.untrusted.cover(located))) {
      throw new FactError(this.fact, path.text, 'filters by text that is declared untrusted');
    }
    if (found.some((located) => this.untrusted.cover(located))) {
      throw new FactError(this.fact, path.text, 'reaches into text that is declared untrusted');
    }
    return found;
  }

  scalars(path: Path, from?: Located): Scalar[] {
    return this.locate(path, from).map(({ value }) => {
      if (value === null || textOf(value) !== null) return value as Scalar;
      throw new FactError(this.fact, path.text, 'leads to an object or a list: name the fields in it');
    });
  }
}

class UntrustedPlaces {
  private readonly values = new Set<string>();
  private readonly keys = new Set<string>();

  constructor(paths: readonly Path[], environment: unknown) {
    for (const { place, isKey } of paths.flatMap((path) => select(path, environment).found)) {
      (isKey ? this.keys : this.values).add(JSON.stringify(place));
    }
  }

  /** Whether a value lies inside an untrusted one. The name of an untrusted member is not part of that member. */
  cover({ place, isKey }: Located): boolean {
    if (isKey && this.keys.has(JSON.stringify(place))) return true;
    const enclosing = isKey ? place.length : place.length + 1;
    return Array.from({ length: enclosing }, (_, length) => place.slice(0, length)).some((outer) =>
      this.values.has(JSON.stringify(outer)),
    );
  }
}
