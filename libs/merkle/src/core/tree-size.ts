import { TreeRangeError } from './merkle.errors.js';

/** Whether a tree can have this size: a whole number that a JavaScript number holds exactly. */
export function isTreeSize(size: number): boolean {
  return Number.isSafeInteger(size) && size >= 0;
}

/** @throws TreeRangeError when no tree has this size. */
export function requireTreeSize(size: number): void {
  if (!isTreeSize(size)) throw new TreeRangeError(`${size} is no size of a tree`);
}

/** A range of leaves, the end not included. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** The perfect subtree of 2^height leaves that stands at `index` among those of its height. */
export interface Subtree {
  readonly height: number;
  readonly index: number;
}

/** The largest power of two that is smaller than `size`, which is 2 or more: where RFC 6962 splits a tree. */
export function splitPoint(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/**
 * The perfect subtrees that make up a range, the largest first. The range is one that RFC 6962 splits a tree into: its
 * start is a multiple of the largest of them.
 */
export function perfectSubtrees({ start, end }: LeafRange): Subtree[] {
  const subtrees: Subtree[] = [];
  let from = start;
  let height = 53;
  for (let leaves = 2 ** height; leaves >= 1; leaves /= 2, height -= 1) {
    if (end - from < leaves) continue;
    subtrees.push({ height, index: from / leaves });
    from += leaves;
  }
  return subtrees;
}
