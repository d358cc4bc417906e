import { parse } from '@bufbuild/cel';
import { type Comprehension, type MacroName, type Node } from './syntax-tree.js';
import { Uint } from './values.js';

type Parsed = ReturnType<typeof parse>;
type Expr = Parsed['expr'];
type Kinds = Exclude<Expr['exprKind'], { case: undefined }>;
type ExprOf<K extends Kinds['case']> = Extract<Kinds, { case: K }>['value'];
type Literal = ExprOf<'constExpr'>['constantKind'];

const RECENT_MAX = 256;
const recent = new Map<string, Node>();

/**
 * A text that was parsed lately gives the same tree: a condition is parsed to be checked and to be compiled, and one whose
 * parameters are searched for thousands of values.
 *
 * @throws what the parser of @bufbuild/cel throws, with a `location` for most faults.
 */
export function parseExpression(text: string): Node {
  const known = recent.get(text);
  if (known !== undefined) return known;
  const parsed = parse(text);
  const root = new TreeBuilder(parsed.sourceInfo).build(parsed.expr);
  for (const [oldest] of recent) {
    if (recent.size < RECENT_MAX) break;
    recent.delete(oldest);
  }
  recent.set(text, root);
  return root;
}

class TreeBuilder {
  constructor(private readonly source: Parsed['sourceInfo']) {}

  build(expr: Expr | undefined): Node {
    if (expr === undefined) throw new Error('the expression lacks an operand');
    const at = this.source?.positions[expr.id.toString()] ?? 0;
    const kind = expr.exprKind;
    switch (kind.case) {
      case 'constExpr':
        return { kind: 'constant', at, value: literalValue(kind.value.constantKind) };
      case 'identExpr':
        return { kind: 'identifier', at, name: kind.value.name };
      case 'selectExpr':
        return {
          kind: kind.value.testOnly ? 'has' : 'select',
          at,
          operand: this.build(kind.value.operand),
          field: kind.value.field,
        };
      case 'callExpr':
        return this.call(at, kind.value);
      case 'listExpr':
        return { kind: 'list', at, elements: this.all(kind.value.elements) };
      case 'structExpr':
        return this.struct(at, kind.value);
      case 'comprehensionExpr':
        return this.comprehension(at, expr.id.toString(), kind.value);
      case undefined:
        throw new Error('the expression is empty');
    }
  }

  private all(exprs: readonly Expr[]): Node[] {
    return exprs.map((expr) => this.build(expr));
  }

  private call(at: number, call: ExprOf<'callExpr'>): Node {
    const target = call.target === undefined ? null : this.build(call.target);
    return { kind: 'call', at, name: call.function, target, args: this.all(call.args) };
  }

  private struct(at: number, struct: ExprOf<'structExpr'>): Node {
    if (struct.messageName !== '') return { kind: 'message', at, type: struct.messageName };
    const entries = struct.entries.map((entry) => ({
      key: this.build(entry.keyKind.case === 'mapKey' ? entry.keyKind.value : undefined),
      value: this.build(entry.value),
    }));
    return { kind: 'map', at, entries };
  }

  /** The parser expands macros to folds; this takes their operands out again. */
  private comprehension(at: number, id: string, fold: ExprOf<'comprehensionExpr'>): Comprehension {
    const written = this.source?.macroCalls[id]?.exprKind;
    const macro = macroName(written?.case === 'callExpr' ? written.value.function : '');
    const step = argumentsOf(fold.loopStep);
    const filters = macro === 'filter' || macro === 'exists_one' || step.length === 3;
    const appended =
      macro === 'map' ? argumentsOf(step.length === 3 ? step[1] : fold.loopStep)[1] : undefined;
    const made = appended?.exprKind.case === 'listExpr' ? appended.exprKind.value.elements[0] : undefined;
    const test = filters ? step[0] : step[1];
    return {
      kind: 'comprehension',
      at,
      macro,
      variable: fold.iterVar,
      range: this.build(fold.iterRange),
      test: macro === 'map' && !filters ? null : this.build(test),
      transform: macro === 'map' ? this.build(made) : null,
    };
  }
}

function argumentsOf(expr: Expr | undefined): readonly Expr[] {
  return expr?.exprKind.case === 'callExpr' ? expr.exprKind.value.args : [];
}

function macroName(name: string): MacroName {
  switch (name) {
    case 'all':
    case 'exists':
    case 'map':
    case 'filter':
    case 'exists_one':
      return name;
    case 'existsOne':
      return 'exists_one';
    default:
      throw new Error(`unknown macro ${name}`);
  }
}

function literalValue(literal: Literal): unknown {
  switch (literal.case) {
    case 'uint64Value':
      return new Uint(literal.value);
    case 'nullValue':
      return null;
    case 'stringValue':
    case 'bytesValue':
    case 'doubleValue':
    case 'boolValue':
    case 'int64Value':
      return literal.value;
    default:
      throw new Error('this literal is not supported');
  }
}
