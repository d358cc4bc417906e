import { type ReadValue } from './condition.js';
import { childrenOf, type Node, withChildren } from './syntax-tree.js';

/** What a rule declares, by name, each a value of CEL: an int is a bigint. */
export type ParameterValues = ReadonlyMap<string, boolean | number | bigint | string>;

export const NO_PARAMETERS: ParameterValues = new Map();

/** The name under which conditions read parameters. */
export const PARAMETERS = 'params';

/**
 * The condition with the values in the places of `params.<name>`: they are constants like any other then, checked with
 * what stands beside them, and cost nothing. What is not declared stays as it is, and so does every part without any.
 */
export function withParameters(node: Node, parameters: ParameterValues): Node {
  if (parameters.size === 0 || !readsParameters(node)) return node;
  if (node.kind === 'select' && isParameters(node.operand)) {
    const value = parameters.get(node.field);
    if (value !== undefined) return { kind: 'constant', at: node.operand.at, value };
  }
  // A loop variable of that name stands in front of the parameters.
  const hides = node.kind === 'comprehension' && node.variable === PARAMETERS;
  return withChildren(node, (child) =>
    hides && child !== node.range ? child : withParameters(child, parameters),
  );
}

const isParameters = (node: Node): boolean => node.kind === 'identifier' && node.name === PARAMETERS;

/** Whether `params` stands anywhere in it. */
export const readsParameters = (node: Node): boolean =>
  isParameters(node) || childrenOf(node).some(readsParameters);

/** Those that a condition reads, as JSON shows them, under the paths by which it does. */
export function readParameters(node: Node, parameters: ParameterValues): ReadValue[] {
  const names = new Set(namesIn(node));
  return [...parameters]
    .filter(([name]) => names.has(name))
    .map(([name, value]) => ({
      path: `${PARAMETERS}.${name}`,
      value: typeof value === 'bigint' ? Number(value) : value,
    }));
}

function namesIn(node: Node): string[] {
  if (node.kind === 'select' && isParameters(node.operand)) return [node.field];
  return childrenOf(node).flatMap(namesIn);
}
