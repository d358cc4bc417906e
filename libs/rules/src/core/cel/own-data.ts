const NOTHING: Readonly<Record<string, unknown>> = Object.freeze(
  Object.create(null) as Record<string, unknown>,
);

/** Names that every plain object inherits: they need a look at the object itself before they are read. */
export function isInheritedName(name: string): boolean {
  return name in Object.prototype;
}

/** The value of an own data property. Undefined for what is inherited, a getter, or called `__proto__`. */
export function ownValue(map: object, name: string): unknown {
  if (name === '__proto__') return undefined;
  return Object.getOwnPropertyDescriptor(map, name)?.value;
}

/** The names of the own data properties that hold a value. */
export function ownNames(map: object): string[] {
  return Object.keys(map).filter((name) => ownValue(map, name) !== undefined);
}

/**
 * The value as an object whose names, but for those of `isInheritedName`, can be read without a check: the value itself
 * when it is a plain object without getters, else a copy of its data. Empty when it is no map.
 */
export function dataProperties(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return NOTHING;
  const map = value as Record<string, unknown>;
  const prototype: unknown = Object.getPrototypeOf(map);
  let plain = prototype === Object.prototype || prototype === null;
  for (const name of Object.getOwnPropertyNames(map)) {
    plain &&= Object.getOwnPropertyDescriptor(map, name)?.get === undefined;
  }
  return plain ? map : copyOfData(map);
}

function copyOfData(map: object): Readonly<Record<string, unknown>> {
  const copy = Object.create(null) as Record<string, unknown>;
  for (const name of ownNames(map)) copy[name] = ownValue(map, name);
  return copy;
}
