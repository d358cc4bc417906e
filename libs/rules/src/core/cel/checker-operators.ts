import { type CallFault } from './checker-calls.js';
import { compileNode } from './compile-node.js';
import { runWithin } from './compile-expression.js';
import { Failure } from './failure.js';
import { Frame } from './frame.js';
import { ANY, DOUBLE, INT, kindOf, NULL, namesOf, OTHER } from './kinds.js';
import { OPERATOR_TYPES, operatorSign, type OperatorType } from './operator-types.js';
import { requestScope } from './scope.js';
import { elementOf, NUMBERS, ofKind, type StaticType, union } from './static-type.js';
import { type Call, type Node, fromStart, operandsOf, qualifiedName } from './syntax-tree.js';
import { Uint } from './values.js';

type Report = (node: Node, message: string, suggestion?: string | null) => void;

/** The part of the checker that knows operators and constants. */
export class OperatorChecks {
  constructor(private readonly report: Report) {}

  isOperator(name: string): boolean {
    return OPERATOR_TYPES.has(name);
  }

  typeOfConstant(value: unknown): StaticType {
    return ofKind(kindOf(value));
  }

  check(call: Call, types: readonly StaticType[]): StaticType {
    const choices = OPERATOR_TYPES.get(call.name) ?? [];
    const fitting = choices.filter(({ operands }) =>
      operands.every((kind, index) => (kind & (types[index]?.kinds ?? 0)) !== 0),
    );
    if (isDivisionByZero(call)) this.report(call.args[1] ?? call, 'division by zero');
    else if (fitting.length === 0) this.reportMisfit(call, types);
    else this.checkEquality(call, types);
    return resultOf(call.name, fitting.length === 0 ? choices : fitting, types);
  }

  /** A call that only has constants, and always fails. */
  failingConstants(name: string, call: Call): CallFault | null {
    if (!operandsOf(call).every((arg) => arg.kind === 'constant')) return null;
    const result = runWithin(compileNode(call, requestScope(false)).run, new Frame({}));
    return result instanceof Failure ? { message: `${name}: ${result.error}`, suggestion: null } : null;
  }

  private reportMisfit(call: Call, types: readonly StaticType[]): void {
    const sign = operatorSign(call.name);
    if (call.name === '_&&_' || call.name === '_||_' || call.name === '_?_:_') {
      this.reportNotBool(call, types, sign);
      return;
    }
    const [left, right] = call.args;
    const mixed = mixedNumbers(types);
    if (mixed === null || left === undefined || right === undefined) {
      this.report(call, `'${sign}' does not take ${types.map((type) => namesOf(type.kinds)).join(' and ')}`);
      return;
    }
    const [int, double] = mixed === 'right' ? [right, left] : [left, right];
    const message = `'${sign}' does not mix double and int, and numbers of a request are doubles`;
    if (sign === '%') this.report(fromStart(double), message, converted('int', double));
    else
      this.report(
        fromStart(int),
        message,
        isInt(int) ? `${int.value.toString()}.0` : converted('double', int),
      );
  }

  private reportNotBool(call: Call, types: readonly StaticType[], sign: string): void {
    const bools = OPERATOR_TYPES.get(call.name)?.[0]?.operands ?? [];
    call.args.forEach((arg, index) => {
      const kinds = types[index]?.kinds ?? ANY;
      if ((kinds & (bools[index] ?? ANY)) === 0)
        this.report(fromStart(arg), `'${sign}' takes a bool, not ${namesOf(kinds)}`);
    });
  }

  /** Values of different types are never equal; numbers are one type here, and null may stand for a value. */
  private checkEquality(call: Call, types: readonly StaticType[]): void {
    if (call.name !== '_==_' && call.name !== '_!=_') return;
    const [left = ANY, right = ANY] = types.map(({ kinds }) =>
      (kinds & NUMBERS) === 0 ? kinds : kinds | NUMBERS,
    );
    if ((left & right) !== 0 || ((left | right) & (NULL | OTHER)) !== 0) return;
    const [one, other] = types.map(({ kinds }) => namesOf(kinds));
    this.report(call, `${one ?? ''} and ${other ?? ''} are never equal`);
  }
}

function isInt(node: Node): node is Node & { readonly value: bigint } {
  return node.kind === 'constant' && typeof node.value === 'bigint';
}

function converted(to: 'int' | 'double', node: Node): string {
  return `${to}(${qualifiedName(node) ?? '...'})`;
}

function isDivisionByZero(call: Call): boolean {
  const divisor = call.args[1];
  if ((call.name !== '_/_' && call.name !== '_%_') || divisor?.kind !== 'constant') return false;
  const value = divisor.value instanceof Uint ? divisor.value.value : divisor.value;
  return value === 0n || value === 0;
}

/** Which side is the int, when the other is a double. */
function mixedNumbers(types: readonly StaticType[]): 'left' | 'right' | null {
  const [left = 0, right = 0] = types.map(({ kinds }) => kinds);
  if ((left & DOUBLE) !== 0 && right === INT) return 'right';
  return left === INT && (right & DOUBLE) !== 0 ? 'left' : null;
}

function resultOf(name: string, choices: readonly OperatorType[], types: readonly StaticType[]): StaticType {
  const [first, second, third] = types;
  if (name === '_[_]' && first !== undefined) return elementOf(first);
  if (name === '_?_:_' && second !== undefined && third !== undefined) return union([second, third]);
  const kinds = choices.reduce((sum, choice) => sum | choice.result, 0);
  return name === '_+_' && first !== undefined && second !== undefined
    ? { kinds, element: union([first, second]).element }
    : ofKind(kinds);
}
