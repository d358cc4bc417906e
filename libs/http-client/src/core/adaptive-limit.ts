/** So many requests are always let in: they are an everyday burst. */
const ALWAYS = 64;
/** With so many, answers take what they take without load. */
const QUIET = 20;
const WINDOW_MILLISECONDS = 100;
const WINDOW_ANSWERS = 10;
/** Latency may be so many times that of a service without load, and so many milliseconds more, before it counts as a queue. */
const TOLERANCE = 2;
const SLACK_MILLISECONDS = 25;
/** A queue that stands for so long is one; a pause of the machine, and what it held up, is gone by then. */
const STANDING_MILLISECONDS = 500;
const STEEPEST_CUT = 0.5;
/** How far the latency without load follows a window that was faster, or slower with few requests. */
const FOLLOW_DOWN = 0.2;
const FOLLOW_UP = 0.05;
/** Without an answer for so long, nothing is known but that what is sent comes to what waits. */
const STALLED_MILLISECONDS = 1000;

/**
 * How many requests to one service may be under way, found from how long its answers take (Little's law): while they take
 * about what they take without load, the limit grows by its square root; when they take longer for half a second on end,
 * requests stand in a queue somewhere (CoDel's measure, RFC 8289), and it shrinks in proportion, from what was really under
 * way. The latency without load is learned from
 * windows with few requests, so that lasting overload does not become the measure of itself. As Gradient of Netflix'
 * concurrency-limits and Envoy's adaptive concurrency, without the pauses by which the latter measures.
 *
 * Times are milliseconds of one clock that never goes back. Each call is O(1) and allocates nothing.
 */
export class AdaptiveLimit {
  /** Requests under way. */
  inFlight = 0;
  private current: number;
  private baseline = 0;
  private windowBegan = 0;
  private answers = 0;
  private total = 0;
  private peak = 0;
  /** Since when every window was too slow; negative: the last one was not. */
  private slowSince = -1;
  private lastAnswer = 0;

  /** Never more than `most`, and at first as many. */
  constructor(private readonly most: number) {
    this.current = most;
  }

  get limit(): number {
    return Math.floor(this.current);
  }

  /** Takes a place, to be left again once; false when there is none in this share of the limit, from 0 to 1. */
  enter(now: number, share: number): boolean {
    const { inFlight } = this;
    if (inFlight === 0) this.lastAnswer = now;
    if (inFlight >= this.current * share && inFlight >= ALWAYS * share) return false;
    if (inFlight >= ALWAYS * share && now - this.lastAnswer > STALLED_MILLISECONDS) return false;
    this.inFlight = inFlight + 1;
    if (this.inFlight > this.peak) this.peak = this.inFlight;
    return true;
  }

  /** `latency` is null where it says nothing of the service, as with a body that came slowly. */
  leave(now: number, isAnswered: boolean, latency: number | null): void {
    this.inFlight--;
    if (isAnswered) this.lastAnswer = now;
    if (latency === null) return;
    if (this.answers === 0) this.windowBegan = now - latency;
    this.answers++;
    this.total += latency;
    if (this.answers < WINDOW_ANSWERS || now - this.windowBegan < WINDOW_MILLISECONDS) return;
    this.judge(now, this.total / this.answers);
    this.answers = 0;
    this.total = 0;
    this.peak = this.inFlight;
  }

  private judge(now: number, latency: number): void {
    if (this.baseline === 0) this.baseline = latency;
    else if (latency < this.baseline) this.baseline += (latency - this.baseline) * FOLLOW_DOWN;
    else if (this.peak <= QUIET) this.baseline += (latency - this.baseline) * FOLLOW_UP;
    const allowed = TOLERANCE * this.baseline + SLACK_MILLISECONDS;
    if (latency <= allowed) {
      this.slowSince = -1;
      this.current = Math.min(this.most, this.current + Math.sqrt(this.current));
      return;
    }
    if (this.slowSince < 0) this.slowSince = now;
    if (now - this.slowSince < STANDING_MILLISECONDS) return;
    const next = Math.min(this.current, this.peak) * Math.max(STEEPEST_CUT, allowed / latency);
    this.current = Math.max(Math.min(this.most, ALWAYS), next);
  }
}
