import { CelMap, Duration, Timestamp, TypeName, Uint } from './values.js';

/** The types of CEL values as bits, so that a set of types is one number. */
export const NULL = 1;
export const BOOL = 2;
export const INT = 4;
export const UINT = 8;
export const DOUBLE = 16;
export const STRING = 32;
export const BYTES = 64;
export const LIST = 128;
export const MAP = 256;
export const TYPE = 512;
export const DURATION = 1024;
export const TIMESTAMP = 2048;
/** What is no CEL value: undefined, a function, a symbol. */
export const OTHER = 4096;
export const ANY = 8191;

const NAMES: readonly (readonly [number, string])[] = [
  [NULL, 'null_type'],
  [BOOL, 'bool'],
  [INT, 'int'],
  [UINT, 'uint'],
  [DOUBLE, 'double'],
  [STRING, 'string'],
  [BYTES, 'bytes'],
  [LIST, 'list'],
  [MAP, 'map'],
  [TYPE, 'type'],
  [DURATION, 'google.protobuf.Duration'],
  [TIMESTAMP, 'google.protobuf.Timestamp'],
];

const TYPES = new Map(NAMES.map(([kind, name]) => [kind, new TypeName(name)]));

/** Type denotations by the name they have in an expression, such as `int` in `type(x) == int`. */
export const TYPE_NAMES: ReadonlyMap<string, TypeName> = new Map(
  [...TYPES.values()].map((type) => [type.name, type]),
);

export function typeOf(value: unknown): TypeName | undefined {
  return TYPES.get(kindOf(value));
}

export function kindOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return STRING;
    case 'number':
      return DOUBLE;
    case 'boolean':
      return BOOL;
    case 'bigint':
      return INT;
    case 'object':
      return value === null ? NULL : kindOfObject(value);
    default:
      return OTHER;
  }
}

function kindOfObject(value: object): number {
  if (Array.isArray(value)) return LIST;
  if (value instanceof CelMap) return MAP;
  if (value instanceof Uint) return UINT;
  if (value instanceof Uint8Array) return BYTES;
  if (value instanceof Duration) return DURATION;
  if (value instanceof Timestamp) return TIMESTAMP;
  return value instanceof TypeName ? TYPE : MAP;
}

/** The types of a set by name, for messages: `double, string or null`. */
export function namesOf(kinds: number): string {
  if (kinds === ANY || (kinds & ~OTHER) === (ANY & ~OTHER)) return 'any type';
  const names = NAMES.filter(([kind]) => (kinds & kind) !== 0).map(([, name]) =>
    name.replace('google.protobuf.', '').replace('null_type', 'null').toLowerCase(),
  );
  const last = names.pop() ?? 'nothing';
  return names.length === 0 ? last : `${names.join(', ')} or ${last}`;
}
