import { type Filter, type Path, type Step } from './path.js';

/** Where a value stands in a document: the member names from the root. A member's own name is a place of its own. */
export interface Located {
  readonly value: unknown;
  readonly place: readonly string[];
  readonly isKey: boolean;
}

export interface Selection {
  readonly found: readonly Located[];
  /** What the filters looked at on the way: it decided what was found, so it must be as trustworthy. */
  readonly consulted: readonly Located[];
}

/** Every value of `root` that `path` leads to. A member that is missing is not an error: it leads nowhere. */
export function select(path: Path, root: unknown, from: Located = rootOf(root)): Selection {
  const consulted: Located[] = [];
  let found: readonly Located[] = [from];
  for (const step of path.steps) {
    found = found
      .flatMap((located) => follow(step, located))
      .filter((located) => step.filters.every((filter) => holds(filter, located, root, consulted)));
  }
  return { found, consulted };
}

function rootOf(value: unknown): Located {
  return { value, place: [], isKey: false };
}

function follow(step: Step, located: Located): Located[] {
  switch (step.kind) {
    case 'member':
      return membersOf(located).filter((member) => member.place.at(-1) === step.name);
    case 'every':
      return membersOf(located);
    case 'key':
      return located.isKey || located.place.length === 0 ? [] : [keyOf(located)];
    case 'self':
      return [located];
    case 'descend':
      return [located, ...membersOf(located).flatMap((member) => follow(step, member))];
  }
}

function membersOf({ value, place, isKey }: Located): Located[] {
  if (isKey || value === null || typeof value !== 'object') return [];
  return Object.entries(value).map(([name, member]: [string, unknown]) => ({
    value: member,
    place: [...place, name],
    isKey: false,
  }));
}

function keyOf(member: Located): Located {
  return { value: member.place.at(-1) ?? '', place: member.place, isKey: true };
}

function holds(filter: Filter, located: Located, root: unknown, consulted: Located[]): boolean {
  const field = membersOf(located).find((member) => member.place.at(-1) === filter.field);
  if (field === undefined) return false;
  consulted.push(field);
  const wanted = filter.alternatives.flatMap((alternative) => {
    if ('literal' in alternative) return [alternative.literal];
    const selection = select(alternative.path, root);
    consulted.push(...selection.found, ...selection.consulted);
    return selection.found.map(({ value }) => textOf(value));
  });
  return wanted.includes(textOf(field.value)) !== filter.negated;
}

/** A scalar as the text it is compared and listed by; null for objects, lists and null itself. */
export function textOf(value: unknown): string | null {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
      return String(value);
    default:
      return null;
  }
}
