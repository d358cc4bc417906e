import { type Node } from './syntax-tree.js';

/** Where an expression stands: which names it can read. */
export interface Scope {
  /** The four variables of a request are looked up in a faster way than others. */
  readonly ofRequest: boolean;
  readonly variables: ReadonlySet<string>;
  /** The namespace that unqualified names are looked up in first; empty for none. */
  readonly container: string;
  /** Loop variables by the slot of the frame that holds them. */
  readonly locals: ReadonlyMap<string, number>;
  readonly depth: number;
  /** Whether the values read are noted in the frame. */
  readonly tracing: boolean;
  /** Parts that come to the same whenever the condition is repeated, by their place in the memory of the frame. */
  readonly lasting?: ReadonlyMap<Node, number>;
}

export const REQUEST_VARIABLES: ReadonlySet<string> = new Set(['subject', 'action', 'resource', 'context']);

export function requestScope(tracing: boolean): Scope {
  return {
    ofRequest: true,
    variables: REQUEST_VARIABLES,
    container: '',
    locals: new Map(),
    depth: 0,
    tracing,
  };
}

export function withLocal(scope: Scope, name: string): Scope {
  return { ...scope, locals: new Map(scope.locals).set(name, scope.depth), depth: scope.depth + 1 };
}

/** The names that a name may stand for, the innermost namespace first; `.a` is looked up as `a` alone. */
export function candidateNames(container: string, name: string): string[] {
  if (name.startsWith('.')) return [name.slice(1)];
  const parts = container === '' ? [] : container.split('.');
  return [...parts.map((_, index) => [...parts.slice(0, parts.length - index), name].join('.')), name];
}
