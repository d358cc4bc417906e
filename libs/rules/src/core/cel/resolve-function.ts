import { type FunctionDefinition } from './functions/definition.js';
import { FUNCTIONS } from './functions/registry.js';
import { candidateNames, type Scope } from './scope.js';
import { type Call, type Node, operandsOf, qualifiedName } from './syntax-tree.js';

export interface ResolvedCall {
  readonly definition: FunctionDefinition;
  readonly method: boolean;
  readonly args: readonly Node[];
}

/** Which function a call means: `math.abs(x)` is a function of that name, `text.trim()` a method. */
export function resolveFunction(call: Call, scope: Scope): ResolvedCall | null {
  const qualifier = call.target === null ? null : qualifiedName(call.target);
  if (qualifier !== null) {
    const definition = findFunction(`${qualifier}.${call.name}`, scope);
    if (definition !== null) return { definition, method: false, args: asOneList(definition, call) };
  }
  const definition =
    call.target === null ? findFunction(call.name, scope) : (FUNCTIONS.get(call.name) ?? null);
  return definition === null ? null : { definition, method: call.target !== null, args: operandsOf(call) };
}

function findFunction(name: string, scope: Scope): FunctionDefinition | null {
  for (const candidate of candidateNames(scope.container, name)) {
    const definition = FUNCTIONS.get(candidate);
    if (definition !== undefined) return definition;
  }
  return null;
}

/** math.greatest and math.least take any number of numbers, which are then as one list. */
function asOneList(definition: FunctionDefinition, call: Call): readonly Node[] {
  const extreme = definition.name === 'math.greatest' || definition.name === 'math.least';
  return extreme && call.args.length > 2 ? [{ kind: 'list', at: call.at, elements: call.args }] : call.args;
}
