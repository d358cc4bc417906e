/** What the database has of a tree is not what was signed: nothing is built on it. */
export class DamagedTreeError extends Error {
  constructor(tenant: string, size: number, what: string) {
    super(`the tree of ${tenant} at ${String(size)} leaves is damaged (${what}): nothing is added to it`);
    this.name = DamagedTreeError.name;
  }
}

/** Another sequencer has grown the tree: what this one knows of it is of the past. */
export class FencedError extends Error {
  constructor(tenant: string, size: number) {
    super(`the tree of ${tenant} is not at ${String(size)} leaves any more: another sequencer has grown it`);
    this.name = FencedError.name;
  }
}
