import { type Code, runtimeCode } from './code.js';
import { readsParameters } from './parameters.js';
import { childrenOf, type Node } from './syntax-tree.js';

/** Runs once for each frame that has a memory. The steps are charged every time, so that a budget ends where it would. */
export function lastingCode({ run }: Code, place: number): Code {
  return runtimeCode((frame) => {
    const known = frame.lasting?.[place];
    if (known !== undefined) {
      frame.charge(known.steps);
      return known.value;
    }
    const before = frame.stepsLeft;
    const value = run(frame);
    if (frame.lasting !== null) frame.lasting[place] = { value, steps: before - frame.stepsLeft };
    return value;
  });
}

/** The greatest parts of a condition in which there is no parameter, and that cost more than looking something up. */
export function lastingParts(node: Node): Node[] {
  if (!readsParameters(node)) return node.kind === 'call' || node.kind === 'comprehension' ? [node] : [];
  // Inside of a loop values depend on its variable.
  return node.kind === 'comprehension' ? lastingParts(node.range) : childrenOf(node).flatMap(lastingParts);
}
