/** At most so many requests at once, and as many again spread over so many seconds. */
export interface RateLimit {
  readonly requests: number;
  readonly seconds: number;
}

/** Of what a limit allows, this part may go untold to the other processes before the next exchange is due. */
const UNTOLD_SHARE = 1 / 8;

/** Processes that count alone can use more than one window between them; what goes beyond two is forgiven. */
const WINDOWS_MAX = 2;

/** A rate limit with its name, and what follows from it. Times are in milliseconds. */
export class Policy {
  readonly requests: number;
  readonly window: number;
  /** What one request uses up of the window. */
  readonly interval: number;
  /** More than this is not remembered of what was used. */
  readonly usedMax: number;
  /** As many requests untold are told at once, without waiting for the next exchange. */
  readonly untoldMax: number;
  /** The whole `RateLimit-Policy` field (draft-ietf-httpapi-ratelimit-headers-11, section 3). */
  readonly field: string;

  constructor(
    readonly name: string,
    { requests, seconds }: RateLimit,
  ) {
    this.requests = requests;
    this.window = seconds * 1000;
    this.interval = this.window / requests;
    this.usedMax = this.window * WINDOWS_MAX;
    this.untoldMax = Math.ceil(requests * UNTOLD_SHARE);
    this.field = `"${name}";q=${requests};w=${seconds}`;
  }
}
