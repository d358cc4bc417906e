/**
 * CEL values are native JavaScript values: double = number, int = bigint, string, bool, null, bytes = Uint8Array,
 * list = array, map = plain object (from JSON) or CelMap (made in an expression). The rest have a class here.
 * Their data is private, so that no expression can select it as a field.
 */

export class Uint {
  readonly #value: bigint;
  constructor(value: bigint) {
    this.#value = value;
  }
  get value(): bigint {
    return this.#value;
  }
}

export class Duration {
  readonly #nanos: bigint;
  constructor(nanos: bigint) {
    this.#nanos = nanos;
  }
  get nanos(): bigint {
    return this.#nanos;
  }
}

/** Nanoseconds since 1970-01-01T00:00:00Z. */
export class Timestamp {
  readonly #nanos: bigint;
  constructor(nanos: bigint) {
    this.#nanos = nanos;
  }
  get nanos(): bigint {
    return this.#nanos;
  }
}

export class TypeName {
  readonly #name: string;
  constructor(name: string) {
    this.#name = name;
  }
  get name(): string {
    return this.#name;
  }
}

export type MapKey = string | boolean | bigint | Uint;

/** A map made in an expression. Keys 1, 1u and 1.0 are one key; the order of insertion is kept. */
export class CelMap {
  readonly #entries = new Map<string | boolean | bigint, readonly [MapKey, unknown]>();

  get size(): number {
    return this.#entries.size;
  }

  /** False when the key is already there. */
  add(key: MapKey, value: unknown): boolean {
    const plain = key instanceof Uint ? key.value : key;
    if (this.#entries.has(plain)) return false;
    this.#entries.set(plain, [key, value]);
    return true;
  }

  /** Undefined when there is no such key, also when a value of this type can't be a key. */
  get(key: unknown): unknown {
    const plain = mapKeyOf(key);
    if (plain === undefined) return undefined;
    return this.#entries.get(plain instanceof Uint ? plain.value : plain)?.[1];
  }

  entries(): IterableIterator<readonly [MapKey, unknown]> {
    return this.#entries.values();
  }
}

/** The value as a map key: a whole double counts as int. Undefined when its type can't be a key. */
export function mapKeyOf(value: unknown): MapKey | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return value;
    case 'number':
      return Number.isInteger(value) ? BigInt(value) : undefined;
    default:
      return value instanceof Uint ? value : undefined;
  }
}
