import { Failure } from './failure.js';
import { type FunctionDefinition, type Overload } from './functions/definition.js';
import { isIpRange } from './functions/ip-range.js';
import { compilePattern } from './functions/regex.js';
import { FUNCTIONS } from './functions/registry.js';
import { signatureOf } from './functions/signature.js';
import { namesOf } from './kinds.js';
import { type StaticType } from './static-type.js';
import { nearest } from './suggestion.js';
import { type Call, type Node } from './syntax-tree.js';

const MACROS: ReadonlyMap<string, string> = new Map([
  ['has', 'has(context.approval)'],
  ['all', 'list.all(x, x > 0.0)'],
  ['exists', 'list.exists(x, x > 0.0)'],
  ['exists_one', 'list.exists_one(x, x > 0.0)'],
  ['map', 'list.map(x, x * 2.0)'],
  ['filter', 'list.filter(x, x > 0.0)'],
]);

export interface CallFault {
  readonly message: string;
  readonly suggestion: string | null;
}

export function unknownFunction(call: Call, qualified: string | null): CallFault {
  const example = MACROS.get(call.name);
  if (example !== undefined) {
    return { message: `'${call.name}' is not written like this`, suggestion: example };
  }
  const name = qualified ?? call.name;
  const known = call.target === null || qualified !== null ? [...FUNCTIONS.keys()] : methodNames();
  return { message: `unknown function '${name}'`, suggestion: nearest(name, [...known, ...MACROS.keys()]) };
}

function methodNames(): string[] {
  const definitions = [...FUNCTIONS.values()];
  return definitions
    .filter(({ overloads }) => overloads.some((overload) => overload.method))
    .map(({ name }) => name);
}

/** The overloads that may fit the arguments, or why none does. */
export function fittingOverloads(
  definition: FunctionDefinition,
  method: boolean,
  types: readonly StaticType[],
): readonly Overload[] | CallFault {
  const { name, overloads } = definition;
  const styled = overloads.filter((overload) => overload.method === method);
  const receiver = Number(method);
  if (styled.length === 0)
    return { message: wrongStyle(name, method), suggestion: exampleOf(name, overloads) };
  const counted = styled.filter(({ params }) => params.length === types.length);
  if (counted.length === 0) {
    const counts = [...new Set(styled.map(({ params }) => params.length - receiver))].join(' or ');
    return {
      message: `'${name}' takes ${counts} ${counts === '1' ? 'argument' : 'arguments'}, not ${types.length - receiver}`,
      suggestion: exampleOf(name, styled),
    };
  }
  const fitting = counted.filter(({ params }) =>
    params.every((kind, index) => (kind & (types[index]?.kinds ?? 0)) !== 0),
  );
  if (fitting.length > 0) return fitting;
  const given = types.map((type) => namesOf(type.kinds)).join(', ');
  return { message: `'${name}' does not take (${given})`, suggestion: exampleOf(name, counted) };
}

function exampleOf(name: string, [overload]: readonly Overload[]): string | null {
  return overload === undefined ? null : signatureOf(name, overload);
}

function wrongStyle(name: string, method: boolean): string {
  return method ? `'${name}' is not called on a value` : `'${name}' is called on a value`;
}

/** What can be seen of constant arguments: patterns and ranges that are malformed. */
export function constantFault(name: string, args: readonly Node[]): CallFault | null {
  const [, second] = args;
  if (second?.kind !== 'constant' || typeof second.value !== 'string') return null;
  if (name === 'matches') {
    const pattern = compilePattern(second.value);
    return pattern instanceof Failure ? { message: pattern.error, suggestion: null } : null;
  }
  return name === 'inIpRange' && !isIpRange(second.value)
    ? { message: `'${second.value}' is no range of IP addresses`, suggestion: '10.0.0.0/8' }
    : null;
}
