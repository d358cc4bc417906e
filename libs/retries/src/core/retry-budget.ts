/**
 * Lets retries through as a share of the calls, so that they never multiply the load of a service in trouble: each call
 * earns `share` of a retry, and no more than `burst` are ever saved up. At any moment the retries so far are at most
 * `burst + share * calls`.
 */
export class RetryBudget {
  private saved: number;

  constructor(
    private readonly share: number,
    private readonly burst: number,
  ) {
    this.saved = burst;
  }

  /** For every call, not for its retries. */
  earn(): void {
    this.saved = Math.min(this.burst, this.saved + this.share);
  }

  /** Whether one more retry may be sent; it is paid for then. */
  spend(): boolean {
    if (this.saved < 1) return false;
    this.saved -= 1;
    return true;
  }
}
