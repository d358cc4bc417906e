import { type Frame } from './frame.js';
import { ownNames, ownValue } from './own-data.js';
import { CelMap, type MapKey } from './values.js';

/** The value under a key of a plain object or a CelMap; undefined when there is none. */
export function mapValue(map: object, key: unknown): unknown {
  if (map instanceof CelMap) return map.get(key);
  return typeof key === 'string' ? ownValue(map, key) : undefined;
}

/** Steps per entry: what is no own data property must be told apart. */
const ENTRY_STEPS = 3;

export function mapKeys(map: object, frame: Frame): readonly MapKey[] {
  const keys = map instanceof CelMap ? [...map.entries()].map(([key]) => key) : ownNames(map);
  frame.charge(keys.length * ENTRY_STEPS);
  return keys;
}

export function mapSize(map: object, frame: Frame): number {
  return map instanceof CelMap ? map.size : mapKeys(map, frame).length;
}

export function* entriesOf(map: object): Generator<readonly [MapKey, unknown]> {
  if (map instanceof CelMap) yield* map.entries();
  else for (const name of ownNames(map)) yield [name, ownValue(map, name)];
}
