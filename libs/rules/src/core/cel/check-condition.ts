import { Checker } from './checker.js';
import { type ConditionFault } from './condition.js';
import { DEEPEST_NESTING } from './limits.js';
import { shapeFaults, syntaxFault, tooDeep } from './parse-faults.js';
import { parseExpression } from './parse-expression.js';
import { NO_PARAMETERS, withParameters } from './parameters.js';
import { childrenOf, type Node } from './syntax-tree.js';

/** Every fault of a condition, in the order of the text; none when it can be compiled. */
export function checkCondition(text: string, parameters = NO_PARAMETERS): ConditionFault[] {
  const shape = shapeFaults(text);
  if (shape.length > 0) return shape;
  let root: Node;
  try {
    root = parseExpression(text);
  } catch (error) {
    return [syntaxFault(text, error)];
  }
  const deepest = nodeAtDepth(root, DEEPEST_NESTING + 1);
  if (deepest !== null) return [tooDeep(text, deepest.at)];
  const faults = new Checker(text, parameters).check(withParameters(root, parameters));
  return faults.sort((one, other) => one.line - other.line || one.column - other.column);
}

function nodeAtDepth(node: Node, depth: number): Node | null {
  if (depth === 1) return node;
  for (const child of childrenOf(node)) {
    const found = nodeAtDepth(child, depth - 1);
    if (found !== null) return found;
  }
  return null;
}
