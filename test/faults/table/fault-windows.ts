import type { Target } from './exchange.js';

/** What may be answered otherwise than as always while something is broken, and until it has recovered. */
export type Allowance = Readonly<Record<Target, readonly string[]>>;

/** From the moment before something was broken to the moment when everything had recovered. */
export interface FaultWindow {
  readonly row: string;
  readonly from: number;
  readonly to: number;
  readonly allows: Allowance;
}

const NOTHING_BROKEN = 'nothing';

/** The windows that a time has a part in. */
export const windowsDuring = (windows: readonly FaultWindow[], from: number, to: number): FaultWindow[] =>
  windows.filter((window) => window.from <= to && from <= window.to);

export const rowOf = (windows: readonly FaultWindow[]): string =>
  windows.map(({ row }) => row).join(', ') || NOTHING_BROKEN;
