import * as kinds from './kinds.js';

/** What the checker knows of a value before any request: the types it may have, and those of its elements. */
export interface StaticType {
  readonly kinds: number;
  /** Of a list's elements or a map's values; null when unknown. */
  readonly element: StaticType | null;
}

const JSON_KINDS = kinds.NULL | kinds.BOOL | kinds.DOUBLE | kinds.STRING | kinds.LIST | kinds.MAP;

/** A value from a request. It is never an int: JSON's numbers are doubles. Its elements are values of a request too. */
const JSON_VALUE: StaticType = {
  kinds: JSON_KINDS,
  get element(): StaticType {
    return JSON_VALUE;
  },
};
export const JSON_MAP: StaticType = { kinds: kinds.MAP, element: JSON_VALUE };
export const ANYTHING: StaticType = { kinds: kinds.ANY, element: null };
export const MAP_KEYS = kinds.STRING | kinds.BOOL | kinds.INT | kinds.UINT;
export const NUMBERS = kinds.INT | kinds.UINT | kinds.DOUBLE;

export function ofKind(kind: number): StaticType {
  return { kinds: kind, element: null };
}

export function elementOf(type: StaticType): StaticType {
  return type.element ?? ANYTHING;
}

/** What a value may be that is one or the other. */
export function union(types: readonly StaticType[]): StaticType {
  const [first, ...rest] = types;
  if (first === undefined) return ANYTHING;
  if (rest.every((type) => type === first)) return first;
  return rest.reduce<StaticType>(
    (sum, type) => ({
      kinds: sum.kinds | type.kinds,
      element: mergedElement(sum, type),
    }),
    first,
  );
}

function mergedElement(one: StaticType, other: StaticType): StaticType | null {
  const collections = kinds.LIST | kinds.MAP;
  if (one.element === other.element) return one.element;
  if ((one.kinds & collections) === 0) return other.element;
  if ((other.kinds & collections) === 0) return one.element;
  return one.element === null || other.element === null ? null : union([one.element, other.element]);
}
