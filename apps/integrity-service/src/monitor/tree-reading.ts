import { CompactRange, type ParsedCheckpoint } from '@acgs/merkle';
import type { LogAudit } from './log-audit.js';
import type { RecordAudit } from './record-audit.js';

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Where the monitor is in one tree, and the last checkpoint that it saw of it. */
export class TreeReading {
  /** As of `performance.now`: before then it is not read anew. */
  dueAt = 0;
  private last: ParsedCheckpoint | null = null;
  private range = CompactRange.of(0, []);
  private pass: AsyncGenerator<readonly string[], void> | null = null;

  constructor(
    readonly tenant: string,
    private readonly log: LogAudit,
    private readonly records: RecordAudit,
  ) {}

  /** Leaves read in this pass. */
  get leaves(): number {
    return this.range.size;
  }

  get isUnderWay(): boolean {
    return this.pass !== null;
  }

  /** The next piece of a pass, with what is wrong in it; one that fails ends the pass. */
  async next(): Promise<readonly string[]> {
    this.pass ??= this.read();
    try {
      const { done, value } = await this.pass.next();
      if (done === true) this.pass = null;
      return value ?? [];
    } catch (error) {
      this.pass = null;
      throw error;
    }
  }

  /** From the first leaf to the head as it is now, and then the records. */
  private async *read(): AsyncGenerator<readonly string[], void> {
    const { checkpoint, faults } = await this.log.head(this.tenant, this.last);
    yield faults;
    if (faults.length > 0) return;
    if (checkpoint !== null) {
      this.last = checkpoint;
      yield* this.leavesOf(checkpoint);
    }
    yield* this.unlogged();
  }

  private async *leavesOf({ size, root }: ParsedCheckpoint): AsyncGenerator<readonly string[], void> {
    this.range = CompactRange.of(0, []);
    while (this.range.size < size) {
      const faults = await this.log.bundle(this.tenant, this.range, size);
      yield faults;
      if (faults.length > 0) return;
    }
    if (!this.range.root().equals(root))
      yield [`the entries are not those of the checkpoint at ${String(size)} leaves`];
  }

  /** From the records to the leaves: none may lack its own. */
  private async *unlogged(): AsyncGenerator<readonly string[], void> {
    let after: string | null = FIRST_ID;
    while (after !== null) {
      const { faults, lastId } = await this.records.unlogged(this.tenant, after);
      yield faults;
      after = lastId;
    }
  }
}
