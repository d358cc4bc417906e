/** An expression as we compile and check it. `at` is the offset in the text, in UTF-16 units. */
export type Node = Constant | Identifier | Select | Has | Call | ListOf | MapOf | Message | Comprehension;

interface Constant {
  readonly kind: 'constant';
  readonly at: number;
  readonly value: unknown;
}

interface Identifier {
  readonly kind: 'identifier';
  readonly at: number;
  /** With a leading dot when the expression had one. */
  readonly name: string;
}

interface Select {
  readonly kind: 'select';
  readonly at: number;
  readonly operand: Node;
  readonly field: string;
}

export interface Has {
  readonly kind: 'has';
  readonly at: number;
  readonly operand: Node;
  readonly field: string;
}

/** A function, a method when there is a target, or an operator under its CEL name such as `_+_`. */
export interface Call {
  readonly kind: 'call';
  readonly at: number;
  readonly name: string;
  readonly target: Node | null;
  readonly args: readonly Node[];
}

interface ListOf {
  readonly kind: 'list';
  readonly at: number;
  readonly elements: readonly Node[];
}

export interface MapOf {
  readonly kind: 'map';
  readonly at: number;
  readonly entries: readonly { readonly key: Node; readonly value: Node }[];
}

/** A protobuf message, which conditions do not know. */
interface Message {
  readonly kind: 'message';
  readonly at: number;
  readonly type: string;
}

export type MacroName = 'all' | 'exists' | 'exists_one' | 'map' | 'filter';

export interface Comprehension {
  readonly kind: 'comprehension';
  readonly at: number;
  readonly macro: MacroName;
  readonly variable: string;
  readonly range: Node;
  /** What each element must satisfy; null for a map without a filter. */
  readonly test: Node | null;
  /** What a map makes of each element. */
  readonly transform: Node | null;
}

/** The operands of a call in the order of evaluation. */
export function operandsOf(call: Call): readonly Node[] {
  return call.target === null ? call.args : [call.target, ...call.args];
}

export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'constant':
    case 'identifier':
    case 'message':
      return [];
    case 'select':
    case 'has':
      return [node.operand];
    case 'call':
      return operandsOf(node);
    case 'list':
      return node.elements;
    case 'map':
      return node.entries.flatMap((entry) => [entry.key, entry.value]);
    case 'comprehension':
      return [node.range, node.test, node.transform].filter((child) => child !== null);
  }
}

/** The node with something else in the place of each child. */
export function withChildren(node: Node, replace: (child: Node) => Node): Node {
  switch (node.kind) {
    case 'constant':
    case 'identifier':
    case 'message':
      return node;
    case 'select':
    case 'has':
      return { ...node, operand: replace(node.operand) };
    case 'call':
      return { ...node, target: node.target && replace(node.target), args: node.args.map(replace) };
    case 'list':
      return { ...node, elements: node.elements.map(replace) };
    case 'map': {
      const entries = node.entries.map(({ key, value }) => ({ key: replace(key), value: replace(value) }));
      return { ...node, entries };
    }
    case 'comprehension': {
      const [test, transform] = [node.test && replace(node.test), node.transform && replace(node.transform)];
      return { ...node, range: replace(node.range), test, transform };
    }
  }
}

/** The number of nodes: what one evaluation costs at most, loops aside. */
export function sizeOf(node: Node): number {
  return childrenOf(node).reduce((sum, child) => sum + sizeOf(child), 1);
}

/** `a.b.c` as one name; null when the node is anything but names joined by dots. */
export function qualifiedName(node: Node): string | null {
  if (node.kind === 'identifier') return node.name;
  if (node.kind !== 'select') return null;
  const operand = qualifiedName(node.operand);
  return operand === null ? null : `${operand}.${node.field}`;
}

/** The node placed where its leftmost part begins, not at its operator or dot. */
export function fromStart(node: Node): Node {
  return { ...node, at: startOf(node) };
}

function startOf(node: Node): number {
  return Math.min(node.at, ...childrenOf(node).map(startOf));
}
