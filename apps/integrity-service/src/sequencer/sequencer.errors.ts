/** Another sequencer has grown the tree: what this one knows of it is of the past. */
export class FencedError extends Error {
  constructor(tenant: string, size: number) {
    super(`the tree of ${tenant} is not at ${String(size)} leaves any more: another sequencer has grown it`);
    this.name = FencedError.name;
  }
}
