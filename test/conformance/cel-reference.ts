import { celEnv, isCelError, isCelList, isCelMap, isCelType, isCelUint, parse, plan } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { Failure } from '../../libs/rules/src/core/cel/failure.js';
import { TYPE_NAMES } from '../../libs/rules/src/core/cel/kinds.js';
import {
  CelMap,
  Duration,
  mapKeyOf,
  Timestamp,
  TypeName,
  Uint,
} from '../../libs/rules/src/core/cel/values.js';

const environment = celEnv({ funcs: strings });

/** What the evaluator of @bufbuild/cel gives, as our compiler would have it. */
export function referenceValue(text: string, bindings: object): unknown {
  return ourValue(plan(environment, parse(text))({ ...bindings }));
}

function ourValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (isCelError(value)) return new Failure(value.message);
  if (isCelUint(value)) return new Uint(value.value);
  if (isCelType(value)) return TYPE_NAMES.get(value.name) ?? new TypeName(value.name);
  if (isCelList(value)) return Array.from(value, ourValue);
  if (isCelMap(value)) return ourMap(value);
  return ourTime(value);
}

function ourMap(value: Iterable<readonly [unknown, unknown]>): CelMap {
  const map = new CelMap();
  for (const [key, element] of value) {
    const mapKey = mapKeyOf(ourValue(key));
    if (mapKey !== undefined) map.add(mapKey, ourValue(element));
  }
  return map;
}

function ourTime(value: object): unknown {
  const { message } = value as { message: { $typeName: string; seconds: bigint; nanos: number } };
  const nanos = message.seconds * 1_000_000_000n + BigInt(message.nanos);
  return message.$typeName === 'google.protobuf.Duration' ? new Duration(nanos) : new Timestamp(nanos);
}
