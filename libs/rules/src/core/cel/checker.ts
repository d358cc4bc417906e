import { OperatorChecks } from './checker-operators.js';
import { constantFault, fittingOverloads, unknownFunction } from './checker-calls.js';
import { requestField } from './checker-paths.js';
import { type ConditionFault } from './condition.js';
import { BOOL, LIST, MAP, namesOf, TYPE, TYPE_NAMES, INT } from './kinds.js';
import { DEEPEST_LOOPS } from './limits.js';
import { PARAMETERS, type ParameterValues } from './parameters.js';
import { faultAt, skipSpace } from './parse-faults.js';
import { resolveFunction, type ResolvedCall } from './resolve-function.js';
import { REQUEST_VARIABLES, requestScope } from './scope.js';
import {
  ANYTHING,
  elementOf,
  JSON_MAP,
  MAP_KEYS,
  NUMBERS,
  ofKind,
  type StaticType,
  union,
} from './static-type.js';
import { nearest } from './suggestion.js';
import {
  type Call,
  type Comprehension,
  type MapOf,
  fromStart,
  type Node,
  qualifiedName,
} from './syntax-tree.js';
import { STRING } from './kinds.js';

type Locals = ReadonlyMap<string, StaticType>;

const INT_BOUND = 2n ** 63n;

/** Finds what can be known to be wrong before any request comes. */
export class Checker {
  private readonly faults: ConditionFault[] = [];
  private readonly operators = new OperatorChecks((node, message, suggestion) => {
    this.report(node, message, suggestion);
  });

  constructor(
    private readonly text: string,
    private readonly parameters: ParameterValues,
  ) {}

  check(root: Node): ConditionFault[] {
    const type = this.typeOf(root, new Map(), 0);
    if ((type.kinds & BOOL) === 0)
      this.report(fromStart(root), `the condition gives ${namesOf(type.kinds)}, not a bool`);
    return this.faults;
  }

  private report(node: Node, message: string, suggestion: string | null = null): void {
    this.faults.push(faultAt(this.text, skipSpace(this.text, node.at), message, suggestion));
  }

  private typeOf(node: Node, locals: Locals, loops: number): StaticType {
    switch (node.kind) {
      case 'constant':
        return this.constant(node.value, node);
      case 'identifier':
        return this.identifier(node.name, node, locals);
      case 'select':
        return this.field(node.operand, node.field, node, locals, loops);
      case 'has':
        this.field(node.operand, node.field, node, locals, loops);
        return ofKind(BOOL);
      case 'call':
        return this.call(node, locals, loops);
      case 'list': {
        const elements = node.elements.map((element) => this.typeOf(element, locals, loops));
        return { kinds: LIST, element: elements.length === 0 ? null : union(elements) };
      }
      case 'map':
        return this.map(node, locals, loops);
      case 'message':
        this.report(node, `messages such as ${node.type} are not supported`);
        return ANYTHING;
      case 'comprehension':
        return this.comprehension(node, locals, loops);
    }
  }

  private constant(value: unknown, node: Node): StaticType {
    if (typeof value === 'bigint' && (value >= INT_BOUND || value < -INT_BOUND)) {
      this.report(node, 'the integer does not fit 64 bits');
    }
    return this.operators.typeOfConstant(value);
  }

  private identifier(name: string, node: Node, locals: Locals): StaticType {
    const local = locals.get(name);
    if (local !== undefined) return local;
    const plain = name.replace(/^\./, '');
    if (REQUEST_VARIABLES.has(plain)) return JSON_MAP;
    if (TYPE_NAMES.has(plain)) return ofKind(TYPE);
    if (plain === PARAMETERS) {
      this.report(node, `parameters are read by their names, as \`${PARAMETERS}.limit\``);
      return ANYTHING;
    }
    const known = [...locals.keys(), ...REQUEST_VARIABLES];
    this.report(node, `unknown variable '${plain}'`, nearest(plain, known));
    return ANYTHING;
  }

  private field(operand: Node, field: string, node: Node, locals: Locals, loops: number): StaticType {
    const qualified = qualifiedName(node);
    if (qualified !== null && TYPE_NAMES.has(qualified)) return ofKind(TYPE);
    if (operand.kind === 'identifier' && REQUEST_VARIABLES.has(operand.name) && !locals.has(operand.name)) {
      const found = requestField(operand.name, field);
      if ('kinds' in found) return found;
      this.report(node, found.message, found.suggestion);
      return ANYTHING;
    }
    if (operand.kind === 'identifier' && operand.name === PARAMETERS && !locals.has(PARAMETERS)) {
      const meant = nearest(field, this.parameters.keys());
      const suggestion = meant === null ? null : `${PARAMETERS}.${meant}`;
      this.report(operand, `the rule declares no parameter '${field}'`, suggestion);
      return ANYTHING;
    }
    const type = this.typeOf(operand, locals, loops);
    if ((type.kinds & MAP) !== 0) return elementOf(type);
    this.report(node, `a value that is ${namesOf(type.kinds)} has no field '${field}'`);
    return ANYTHING;
  }

  private map(node: MapOf, locals: Locals, loops: number): StaticType {
    for (const { key } of node.entries) {
      const type = this.typeOf(key, locals, loops);
      if ((type.kinds & (MAP_KEYS | NUMBERS)) === 0)
        this.report(fromStart(key), `${namesOf(type.kinds)} can be no key of a map`);
    }
    const values = node.entries.map(({ value }) => this.typeOf(value, locals, loops));
    return { kinds: MAP, element: values.length === 0 ? null : union(values) };
  }

  private comprehension(node: Comprehension, locals: Locals, loops: number): StaticType {
    if (loops >= DEEPEST_LOOPS) this.report(node, `macros nest deeper than ${DEEPEST_LOOPS}`);
    const range = this.typeOf(node.range, locals, loops);
    if ((range.kinds & (LIST | MAP)) === 0) {
      this.report(node, `'${node.macro}' takes a list or a map, not ${namesOf(range.kinds)}`);
    }
    const inner = new Map(locals).set(node.variable, loopVariable(range));
    if (node.test !== null) {
      const test = this.typeOf(node.test, inner, loops + 1);
      if ((test.kinds & BOOL) === 0) {
        this.report(
          fromStart(node.test),
          `what '${node.macro}' asks of each element gives ${namesOf(test.kinds)}, not a bool`,
        );
      }
    }
    const made = node.transform === null ? null : this.typeOf(node.transform, inner, loops + 1);
    if (node.macro === 'map') return { kinds: LIST, element: made };
    return node.macro === 'filter'
      ? { kinds: LIST, element: inner.get(node.variable) ?? null }
      : ofKind(BOOL);
  }

  private call(node: Call, locals: Locals, loops: number): StaticType {
    const called = resolveFunction(node, requestScope(false));
    if (called !== null) return this.functionCall(node, called, locals, loops);
    if (node.target === null && this.operators.isOperator(node.name)) {
      return this.operators.check(
        node,
        node.args.map((arg) => this.typeOf(arg, locals, loops)),
      );
    }
    const qualifier = node.target === null ? null : qualifiedName(node.target);
    const root = qualifier?.split('.')[0] ?? '';
    const isNamespace = qualifier !== null && !locals.has(root) && !REQUEST_VARIABLES.has(root);
    const { message, suggestion } = unknownFunction(node, isNamespace ? `${qualifier}.${node.name}` : null);
    this.report(node, message, suggestion);
    if (node.target !== null && !isNamespace) this.typeOf(node.target, locals, loops);
    return ANYTHING;
  }

  private functionCall(node: Call, called: ResolvedCall, locals: Locals, loops: number): StaticType {
    const { definition, method, args } = called;
    const types = args.map((arg) => this.typeOf(arg, locals, loops));
    const fitting = fittingOverloads(definition, method, types);
    if ('message' in fitting) {
      this.report(node, fitting.message, fitting.suggestion);
      return ANYTHING;
    }
    const malformed =
      constantFault(definition.name, args) ?? this.operators.failingConstants(definition.name, node);
    if (malformed !== null) this.report(args.at(-1) ?? node, malformed.message, malformed.suggestion);
    return ofKind(fitting.reduce((kinds, overload) => kinds | overload.result, 0));
  }
}

/** Elements of a list, keys of a map: those of a request's maps are texts. */
function loopVariable(range: StaticType): StaticType {
  const types: StaticType[] = [];
  if ((range.kinds & LIST) !== 0) types.push(elementOf(range));
  if ((range.kinds & MAP) !== 0)
    types.push(ofKind(range.element === JSON_MAP.element ? STRING : MAP_KEYS | INT));
  return union(types);
}
