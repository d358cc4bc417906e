const PROCESS_BYTES = 64 * 1024 * 1024;

/** What the answers of all batches of this process hold until they have left: who reads slowly makes it no more. */
export class AnswerBudget {
  private used = 0;

  constructor(private readonly bytes = PROCESS_BYTES) {}

  /** False when there is not so much left: then nothing is taken. */
  take(bytes: number): boolean {
    if (this.used + bytes > this.bytes) return false;
    this.used += bytes;
    return true;
  }

  giveBack(bytes: number): void {
    this.used -= bytes;
  }
}

/** The part of one batch: bounded by itself, and given back as a whole when nobody waits for the batch any more. */
export class BatchAllowance {
  private used = 0;

  constructor(
    private readonly budget: AnswerBudget,
    readonly limitBytes: number,
    gone: AbortSignal,
  ) {
    gone.addEventListener('abort', () => {
      this.budget.giveBack(this.used);
      this.used = 0;
    });
  }

  /** Why so much may not be held any more; null when it may. */
  take(bytes: number): 'batch' | 'process' | null {
    if (this.used + bytes > this.limitBytes) return 'batch';
    if (!this.budget.take(bytes)) return 'process';
    this.used += bytes;
    return null;
  }
}
