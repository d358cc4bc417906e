import { type Code, runtimeCode } from './code.js';
import { Failure } from './failure.js';
import { kindOf, namesOf } from './kinds.js';
import { CelMap, mapKeyOf, Uint } from './values.js';

export function listCode(elements: readonly Code[]): Code {
  const runs = elements.map((element) => element.run);
  return runtimeCode((frame) => {
    frame.charge(runs.length);
    const values: unknown[] = [];
    for (const run of runs) {
      const value = run(frame);
      if (value instanceof Failure) return value;
      values.push(value);
    }
    return values;
  });
}

export function mapCode(entries: readonly { readonly key: Code; readonly value: Code }[]): Code {
  return runtimeCode((frame) => {
    frame.charge(entries.length);
    const map = new CelMap();
    for (const entry of entries) {
      const key = entry.key.run(frame);
      if (key instanceof Failure) return key;
      const mapKey = mapKeyOf(key);
      if (mapKey === undefined) return new Failure(`a ${namesOf(kindOf(key))} is no key`);
      const value = entry.value.run(frame);
      if (value instanceof Failure) return value;
      if (!map.add(mapKey, value)) {
        return new Failure(
          `the map has the key ${String(mapKey instanceof Uint ? mapKey.value : mapKey)} twice`,
        );
      }
    }
    return map;
  });
}
