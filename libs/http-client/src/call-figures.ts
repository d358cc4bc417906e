import type { UpstreamCall } from './upstream-call.js';

/** What each call of one service adds to the figures. */
export interface CallFigures {
  /** The outcome is a status or the name of a problem. */
  observe(call: UpstreamCall, outcome: string, milliseconds: number): void;
  retried(): void;
}
