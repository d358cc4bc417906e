import { type IncrementalTest } from '@bufbuild/cel-spec/testdata/tests.js';
import { Failure } from '../../libs/rules/src/core/cel/failure.js';
import { kindOf, LIST, MAP, TYPE_NAMES } from '../../libs/rules/src/core/cel/kinds.js';
import { entriesOf, mapValue } from '../../libs/rules/src/core/cel/maps.js';
import {
  CelMap,
  Duration,
  mapKeyOf,
  Timestamp,
  TypeName,
  Uint,
} from '../../libs/rules/src/core/cel/values.js';

export type Matcher = IncrementalTest['original']['resultMatcher'];
export type SpecValue = Extract<Matcher, { case: 'value' }>['value'];

/** A value of the specification's test data as our compiler has it. */
export function fromSpec({ kind }: SpecValue): unknown {
  switch (kind.case) {
    case 'uint64Value':
      return new Uint(kind.value);
    case 'nullValue':
      return null;
    case 'boolValue':
    case 'int64Value':
    case 'doubleValue':
    case 'stringValue':
    case 'bytesValue':
      return kind.value;
    case 'typeValue':
      return TYPE_NAMES.get(kind.value) ?? new TypeName(kind.value);
    case 'listValue':
      return kind.value.values.map(fromSpec);
    case 'mapValue':
      return mapFromSpec(kind.value.entries);
    default:
      throw new Error(`no value for ${String(kind.case)}`);
  }
}

type Entries = Extract<SpecValue['kind'], { case: 'mapValue' }>['value']['entries'];

function mapFromSpec(entries: Entries): CelMap {
  const map = new CelMap();
  for (const { key, value } of entries) {
    const mapKey = key === undefined ? undefined : mapKeyOf(fromSpec(key));
    if (mapKey !== undefined && value !== undefined) map.add(mapKey, fromSpec(value));
  }
  return map;
}

/** Stricter than CEL's equality: types must be the same too, and NaN is NaN. */
export function same(one: unknown, other: unknown): boolean {
  const kind = kindOf(one);
  if (kind !== kindOf(other)) return false;
  if (one instanceof Failure || other instanceof Failure)
    return one instanceof Failure && other instanceof Failure;
  if (kind === LIST) return sameLists(one as readonly unknown[], other as readonly unknown[]);
  if (kind === MAP) return sameMaps(one as object, other as object);
  return Object.is(simple(one), simple(other));
}

/** What stands for a value that is neither a list nor a map. */
function simple(value: unknown): unknown {
  if (value instanceof Uint) return value.value;
  if (value instanceof TypeName) return value.name;
  if (value instanceof Duration || value instanceof Timestamp) return value.nanos;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return value === 0 ? 0 : value;
}

function sameLists(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((element, index) => same(element, other[index]));
}

function sameMaps(one: object, other: object): boolean {
  const entries = [...entriesOf(one)];
  const size = [...entriesOf(other)].length;
  return entries.length === size && entries.every(([key, value]) => same(value, mapValue(other, key)));
}
