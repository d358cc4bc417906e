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

type Matcher = IncrementalTest['original']['resultMatcher'];
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
    case 'mapValue': {
      const map = new CelMap();
      for (const { key, value } of kind.value.entries) {
        const mapKey = key === undefined ? undefined : mapKeyOf(fromSpec(key));
        if (mapKey !== undefined && value !== undefined) map.add(mapKey, fromSpec(value));
      }
      return map;
    }
    default:
      throw new Error(`no value for ${String(kind.case)}`);
  }
}

/** Stricter than CEL's equality: types must be the same too, and NaN is NaN. */
export function same(one: unknown, other: unknown): boolean {
  const kind = kindOf(one);
  if (kind !== kindOf(other)) return false;
  if (one instanceof Failure || other instanceof Failure)
    return one instanceof Failure && other instanceof Failure;
  if (one instanceof Uint && other instanceof Uint) return one.value === other.value;
  if (one instanceof TypeName && other instanceof TypeName) return one.name === other.name;
  if (one instanceof Duration && other instanceof Duration) return one.nanos === other.nanos;
  if (one instanceof Timestamp && other instanceof Timestamp) return one.nanos === other.nanos;
  if (one instanceof Uint8Array && other instanceof Uint8Array) return Buffer.from(one).equals(other);
  if (kind === LIST) return sameLists(one as readonly unknown[], other as readonly unknown[]);
  if (kind === MAP) return sameMaps(one as object, other as object);
  return one === other || (Number.isNaN(one) && Number.isNaN(other));
}

function sameLists(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((element, index) => same(element, other[index]));
}

function sameMaps(one: object, other: object): boolean {
  const entries = [...entriesOf(one)];
  const size = [...entriesOf(other)].length;
  return entries.length === size && entries.every(([key, value]) => same(value, mapValue(other, key)));
}
