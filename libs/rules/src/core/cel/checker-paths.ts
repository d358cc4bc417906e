import { STRING } from './kinds.js';
import { ANYTHING, JSON_MAP, type StaticType, ofKind } from './static-type.js';
import { nearest } from './suggestion.js';

const TEXT = ofKind(STRING);

/** The fields of the AuthZEN information model; a context is free. */
const FIELDS: ReadonlyMap<string, ReadonlyMap<string, StaticType>> = new Map([
  [
    'subject',
    new Map([
      ['type', TEXT],
      ['id', TEXT],
      ['properties', JSON_MAP],
    ]),
  ],
  [
    'action',
    new Map([
      ['name', TEXT],
      ['properties', JSON_MAP],
    ]),
  ],
  [
    'resource',
    new Map([
      ['type', TEXT],
      ['id', TEXT],
      ['properties', JSON_MAP],
    ]),
  ],
]);

export interface FieldFault {
  readonly message: string;
  readonly suggestion: string | null;
}

/** The type of a first-level field of a request variable, or why there is none. */
export function requestField(variable: string, field: string): StaticType | FieldFault {
  const fields = FIELDS.get(variable);
  if (fields === undefined) return JSON_MAP.element ?? ANYTHING;
  const type = fields.get(field);
  if (type !== undefined) return type;
  return {
    message: `${variable} has no field '${field}', only ${[...fields.keys()].join(', ')}`,
    suggestion: `${variable}.${nearest(field, fields.keys()) ?? `properties.${field}`}`,
  };
}
