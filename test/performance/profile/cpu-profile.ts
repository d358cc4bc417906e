/** As V8 writes it: https://chromedevtools.github.io/devtools-protocol/v8/Profiler/#type-Profile */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: CallFrame;
    readonly children?: readonly number[];
  }[];
  /** The id of the node that was on top, once for each sample. */
  readonly samples: readonly number[];
  /** Microseconds. */
  readonly startTime: number;
  readonly endTime: number;
}

export interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  /** From 0. */
  readonly lineNumber: number;
}

/** A function in one place of the stack, with everything that it called. */
export interface CallTree {
  readonly frame: CallFrame;
  /** Samples with the function itself on top. */
  readonly self: number;
  /** Samples with it anywhere in the stack: its own and those of its children. */
  readonly total: number;
  /** The largest first. */
  readonly children: readonly CallTree[];
}

const EMPTY: CallTree = {
  frame: { functionName: '(root)', url: '', lineNumber: -1 },
  self: 0,
  total: 0,
  children: [],
};

/** The calls of a profile. Without a sample it is a root alone. Linear in the number of samples and nodes. */
export function callTreeOf({ nodes, samples }: CpuProfile): CallTree {
  const counts = new Map<number, number>();
  for (const id of samples) counts.set(id, (counts.get(id) ?? 0) + 1);
  const trees = new Map<number, CallTree>();
  // The first is the root, and each stands before those that it calls.
  for (const { id, callFrame, children = [] } of [...nodes].reverse()) {
    const called = children.flatMap((child) => trees.get(child) ?? []).filter(({ total }) => total > 0);
    const self = counts.get(id) ?? 0;
    const total = called.reduce((sum, child) => sum + child.total, self);
    trees.set(id, { frame: callFrame, self, total, children: called.sort((a, b) => b.total - a.total) });
  }
  return trees.get(nodes[0]?.id ?? 0) ?? EMPTY;
}

/** The same without the time in which the process had nothing to do, and how many samples that was. */
export function withoutIdle(root: CallTree): { readonly busy: CallTree; readonly idle: number } {
  const children = root.children.filter(({ frame }) => frame.functionName !== '(idle)');
  const total = children.reduce((sum, child) => sum + child.total, root.self);
  return { busy: { ...root, children, total }, idle: root.total - total };
}
