import { type Node } from './syntax-tree.js';
import { codeOf } from './source-text.js';

export interface Operand {
  readonly node: Node;
  readonly text: string;
  /** The offset of the text. */
  readonly at: number;
}

/**
 * The operands of the conjunction that the whole condition is, with the text of each; the condition itself when it is
 * none. Conjunctions in parentheses count as one operand, unless the parentheses are around everything.
 */
export function operandsOfConjunction(root: Node, text: string): readonly Operand[] {
  const nodes = conjuncts(root, root.at);
  const pieces = piecesOf(text);
  if (nodes.length === pieces.length) return nodes.flatMap((node, index) => withText(node, pieces[index]));
  const all = trimmed(text, 0, text.length);
  return [{ node: root, ...all }];
}

/** The parser gives all of one chain the offset of its start. */
function conjuncts(node: Node, at: number): readonly Node[] {
  if (node.kind !== 'call' || node.name !== '_&&_' || node.at !== at) return [node];
  return node.args.flatMap((arg) => conjuncts(arg, at));
}

function withText(node: Node, piece: { readonly text: string; readonly at: number } | undefined): Operand[] {
  return piece === undefined ? [] : [{ node, ...piece }];
}

function piecesOf(text: string): { readonly text: string; readonly at: number }[] {
  const { code } = codeOf(text);
  let [start, end] = [0, text.length];
  for (;;) {
    const inner = trimmed(code, start, end);
    start = inner.at;
    end = start + inner.text.length;
    if (!isEnclosed(code, start, end)) break;
    start += 1;
    end -= 1;
  }
  return cuts(code, start, end).map(([from, to]) => trimmed(text, from, to));
}

/** Whether one pair of parentheses is around everything. */
function isEnclosed(code: string, start: number, end: number): boolean {
  if (code[start] !== '(' || code[end - 1] !== ')') return false;
  let depth = 0;
  for (let index = start; index < end - 1; index++) {
    depth += depthChange(code.charAt(index));
    if (depth === 0) return false;
  }
  return true;
}

function cuts(code: string, start: number, end: number): [number, number][] {
  const found: [number, number][] = [];
  let depth = 0;
  let from = start;
  for (let index = start; index < end; index++) {
    depth += depthChange(code.charAt(index));
    if (depth !== 0 || !code.startsWith('&&', index)) continue;
    found.push([from, index]);
    index += 1;
    from = index + 1;
  }
  return [...found, [from, end]];
}

function depthChange(char: string): number {
  if ('([{'.includes(char)) return 1;
  return ')]}'.includes(char) ? -1 : 0;
}

function trimmed(text: string, from: number, to: number): { readonly text: string; readonly at: number } {
  const piece = text.slice(from, to);
  return { text: piece.trim(), at: from + piece.length - piece.trimStart().length };
}
