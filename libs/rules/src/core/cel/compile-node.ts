import { ARITHMETIC, type ArithmeticName, negated } from './arithmetic.js';
import { type Code, constantCode, type Run, runtimeCode } from './code.js';
import { callCode } from './compile-call.js';
import { listCode, mapCode } from './compile-collections.js';
import { equalityCode, inCode, orderCode } from './compile-comparison.js';
import { andCode, conditionalCode, notCode, orCode } from './compile-logic.js';
import { macroCode } from './compile-macro.js';
import { compilePath, hasCode, hasPathCode, indexCode, pathOf, selectCode } from './compile-path.js';
import { lastingCode } from './compile-lasting.js';
import { BudgetSpentError, Failure } from './failure.js';
import { Frame } from './frame.js';
import { FUNCTIONS } from './functions/registry.js';
import { type OrderName, ORDERS } from './ordering.js';
import { resolveFunction } from './resolve-function.js';
import { type Scope, withLocal } from './scope.js';
import { type Call, childrenOf, type Comprehension, type Has, type Node, sizeOf } from './syntax-tree.js';

const FOLDING_BUDGET = 1000;

/** Compiles a tree to closures, what is constant being worked out at once. */
export function compileNode(node: Node, scope: Scope): Code {
  const code = compileUnfolded(node, scope);
  if (code.constant !== null) return code;
  if (isFoldable(node)) return folded(code);
  const place = scope.lasting?.get(node);
  return place === undefined ? code : lastingCode(code, place);
}

function compileUnfolded(node: Node, scope: Scope): Code {
  switch (node.kind) {
    case 'constant':
      return constantCode(node.value);
    case 'identifier':
      return compilePath({ root: node.name, fields: [] }, scope);
    case 'select': {
      const path = pathOf(node);
      return path === null
        ? selectCode(compileNode(node.operand, scope), node.field)
        : compilePath(path, scope);
    }
    case 'has':
      return compileHas(node, scope);
    case 'call':
      return compileCall(node, scope);
    case 'list':
      return listCode(node.elements.map((element) => compileNode(element, scope)));
    case 'map':
      return mapCode(
        node.entries.map(({ key, value }) => ({
          key: compileNode(key, scope),
          value: compileNode(value, scope),
        })),
      );
    case 'message':
      return constantCode(new Failure(`messages such as ${node.type} are not supported`));
    case 'comprehension':
      return compileComprehension(node, scope);
  }
}

/** Operators and literals of constants give the same for ever. Calls may be dear, and are left as they are. */
function isFoldable(node: Node): boolean {
  if (node.kind !== 'list' && node.kind !== 'map' && !(node.kind === 'call' && isOperator(node)))
    return false;
  return childrenOf(node).every((child) => child.kind === 'constant' || isFoldable(child));
}

function isOperator(call: Call): boolean {
  return call.target === null && !FUNCTIONS.has(call.name);
}

function folded(code: Code): Code {
  const frame = new Frame({});
  frame.start(FOLDING_BUDGET);
  try {
    return constantCode(code.run(frame));
  } catch (error) {
    if (error instanceof BudgetSpentError) return code;
    throw error;
  }
}

function compileHas(node: Has, scope: Scope): Code {
  const path = scope.ofRequest ? pathOf(node.operand) : null;
  return path === null
    ? hasCode(compileNode(node.operand, scope), node.field)
    : hasPathCode(path, node.field, scope);
}

function compileComprehension(node: Comprehension, scope: Scope): Code {
  const inner = withLocal(scope, node.variable);
  const body = (child: Node | null): Run | null => (child === null ? null : compileNode(child, inner).run);
  const steps = [node.test, node.transform].filter((child) => child !== null);
  return macroCode(node.macro, {
    range: compileNode(node.range, scope).run,
    slot: scope.depth,
    test: body(node.test),
    transform: body(node.transform),
    cost: steps.reduce((sum, child) => sum + sizeOf(child), 1),
  });
}

function compileCall(node: Call, scope: Scope): Code {
  const called = resolveFunction(node, scope);
  if (called !== null) {
    const args = called.args.map((arg) => compileNode(arg, scope));
    return callCode(called.definition, called.method, args);
  }
  const path = pathOf(node);
  if (path !== null) return compilePath(path, scope);
  if (node.target !== null) return constantCode(new Failure(`unknown function '${node.name}'`));
  return compileOperator(
    node.name,
    node.args.map((arg) => compileNode(arg, scope)),
  );
}

function compileOperator(name: string, args: readonly Code[]): Code {
  const [first, second, third] = args;
  if (first === undefined) return constantCode(new Failure(`unknown function '${name}'`));
  if (second === undefined) return compileUnary(name, first);
  if (third !== undefined && name === '_?_:_') return conditionalCode(first, second, third);
  if (third !== undefined) return constantCode(new Failure(`unknown function '${name}'`));
  if (isOrder(name)) return orderCode(name, first, second);
  if (isArithmetic(name)) return arithmeticCode(name, first.run, second.run);
  switch (name) {
    case '_&&_':
      return andCode(first, second);
    case '_||_':
      return orCode(first, second);
    case '_==_':
      return equalityCode(true, first, second);
    case '_!=_':
      return equalityCode(false, first, second);
    case '@in':
      return inCode(first, second);
    case '_[_]':
      return indexCode(first, second);
    default:
      return constantCode(new Failure(`unknown function '${name}'`));
  }
}

function compileUnary(name: string, operand: Code): Code {
  if (name === '!_') return notCode(operand);
  if (name !== '-_') return constantCode(new Failure(`unknown function '${name}'`));
  return runtimeCode((frame) => {
    const value = operand.run(frame);
    return value instanceof Failure ? value : negated(value);
  });
}

function arithmeticCode(name: ArithmeticName, first: Run, second: Run): Code {
  const operate = ARITHMETIC[name];
  return runtimeCode((frame) => {
    const left = first(frame);
    if (left instanceof Failure) return left;
    const right = second(frame);
    return right instanceof Failure ? right : operate(left, right, frame);
  });
}

function isOrder(name: string): name is OrderName {
  return Object.hasOwn(ORDERS, name);
}

function isArithmetic(name: string): name is ArithmeticName {
  return Object.hasOwn(ARITHMETIC, name);
}
