import type { ConstitutionDiff, ConstitutionDraft, FieldChange, Principle } from '@acgs/contracts';
import { jsonPointer } from '@acgs/service';
import canonicalize from 'canonicalize';
import { movedItems } from './moved-items.js';

/**
 * What became of each principle, known by its id; lists in the order of the document they come from. About
 * O(n log n) in the number of principles.
 */
export function diffConstitutions(
  from: ConstitutionDraft,
  to: ConstitutionDraft,
): Omit<ConstitutionDiff, 'from' | 'to'> {
  const before = byId(from.principles);
  const after = byId(to.principles);
  const kept = from.principles.filter(({ id }) => after.has(id));
  return {
    fields: changesBetween(headOf(from), headOf(to)),
    added: to.principles.filter(({ id }) => !before.has(id)),
    removed: from.principles.filter(({ id }) => !after.has(id)),
    changed: kept.flatMap((principle) => {
      const fields = changesBetween(principle, after.get(principle.id));
      return fields.length === 0 ? [] : [{ id: principle.id, fields }];
    }),
    moved: movedItems(
      kept.map(({ id }) => id),
      to.principles.map(({ id }) => id).filter((id) => before.has(id)),
    ),
  };
}

const byId = (principles: readonly Principle[]): ReadonlyMap<string, Principle> =>
  new Map(principles.map((principle) => [principle.id, principle]));

const headOf = ({ title, preamble }: ConstitutionDraft): object => ({ title, preamble });

/** By member, as deep as both sides are objects. */
function changesBetween(before: unknown, after: unknown, path: readonly string[] = []): FieldChange[] {
  if (isObject(before) && isObject(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => changesBetween(before[name], after[name], [...path, name]));
  }
  return isSame(before, after) ? [] : [{ path: jsonPointer(path), before, after }];
}

const isSame = (before: unknown, after: unknown): boolean =>
  before === after || canonicalize(before) === canonicalize(after);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
