import { ADDRESSES } from './addresses.js';
import { CONVERSIONS } from './conversions.js';
import { type FunctionDefinition } from './definition.js';
import { signatureOf } from './signature.js';
import { IN_IP_RANGE } from './ip-range.js';
import { MATH } from './math.js';
import { MENTIONS } from './mentions.js';
import { MATCHES } from './regex.js';
import { STRINGS } from './strings.js';
import { TIMES } from './times.js';

/** Every function a condition can call, by name. */
export const FUNCTIONS: ReadonlyMap<string, FunctionDefinition> = new Map(
  [...CONVERSIONS, ...STRINGS, MATCHES, ...MATH, ...TIMES, IN_IP_RANGE, ...ADDRESSES, MENTIONS].map(
    (definition) => [definition.name, definition],
  ),
);

export interface FunctionDoc {
  readonly name: string;
  readonly signatures: readonly string[];
  readonly doc: string;
  /** In steps of the budget. */
  readonly cost: string;
}

/** What the documentation says of each function. */
export const FUNCTION_DOCS: readonly FunctionDoc[] = [...FUNCTIONS.values()].map(
  ({ name, doc, cost, overloads }) => ({
    name,
    signatures: overloads.map((overload) => signatureOf(name, overload)),
    doc,
    cost,
  }),
);
