import type { Policy } from './policy.js';

/** Of a request: sums of fractions of a millisecond are not exact, and the last one within a limit must not fail for that. */
const ROUNDING = 0.01;

/**
 * How much of its limit one caller has used: the generic cell rate algorithm (ATM Forum, TM 4.1, section 4.4.2), which
 * is a bucket of `requests` tokens that fills evenly. So there is no edge of a window at which twice the limit could pass at
 * once, no moment for which all callers wait, and one number to keep. Over any time t no more than
 * `requests * (1 + t / window)` requests pass. Times are milliseconds of one clock.
 */
export class Tally {
  /** When all that was used will have come back. */
  private wholeAt = 0;
  /** Requests that the other processes have not been told of. */
  private untoldRequests = 0;
  private underWay = 0;

  constructor(
    readonly key: string,
    readonly policy: Policy,
  ) {}

  get untold(): number {
    return this.untoldRequests;
  }

  /** Counts a request that is within the limit; one that is not costs its caller nothing. */
  take(now: number): boolean {
    const { interval, window } = this.policy;
    const from = Math.max(this.wholeAt, now);
    if (from + interval * (1 - ROUNDING) > now + window) return false;
    this.wholeAt = from + interval;
    this.untoldRequests++;
    return true;
  }

  /**
   * Begins what counts only if it fails. As many may be under way as requests are left, so that no more than those fail; the
   * other processes are told of failures alone, for what they have heard of cannot be taken back.
   */
  begin(now: number): boolean {
    if (this.left(now) === 0) return false;
    this.underWay++;
    return true;
  }

  /** Ends one that has begun, and counts it if it failed, for which there may be no room by now. */
  end(hasFailed: boolean, now: number): void {
    this.underWay--;
    if (!hasFailed) return;
    const { interval, usedMax } = this.policy;
    this.wholeAt = Math.min(Math.max(this.wholeAt, now) + interval, now + usedMax);
    this.untoldRequests++;
  }

  /** Nothing is used and nothing under way: as good as a new one. */
  isWhole(now: number): boolean {
    return this.underWay === 0 && this.wholeAt <= now;
  }

  /** Milliseconds until all of the limit is there again; 0 when it is. */
  untilWhole(now: number): number {
    return Math.max(0, this.wholeAt - now);
  }

  /** Requests that would pass now. */
  left(now: number): number {
    const { interval, window, requests } = this.policy;
    const whole = Math.floor((window - this.untilWhole(now)) / interval + ROUNDING);
    return Math.max(0, Math.min(requests, whole) - this.underWay);
  }

  /** Milliseconds until one request would pass. */
  untilNext(now: number): number {
    const { interval, window } = this.policy;
    return Math.max(0, this.untilWhole(now) + interval - window);
  }

  /** What has to be told now; from here on it counts as told. */
  tell(): number {
    const untold = this.untoldRequests;
    this.untoldRequests = 0;
    return untold;
  }

  /** Takes over what all processes together have used at `now`, if that is more than is known here. */
  hear(untilWhole: number, now: number): void {
    const untold = this.untoldRequests * this.policy.interval;
    this.wholeAt = Math.max(this.wholeAt, now + untilWhole + untold);
  }
}
