import type { Measurement } from '../performance/measurement.js';

export interface FaultOptions {
  /** How often something is killed, or changed. */
  readonly cycles: number;
  /** Of the moments at which it is killed, or of the changes. */
  readonly seed: number;
  /** Breaks a promise on purpose, to see that the losses are found. */
  readonly control: boolean;
  /** Part of the names of the rows to be run, for runs that have rows; null for all. */
  readonly only: string | null;
  /** Decisions a second, for runs whose load is an open loop; null for what the run has of its own. */
  readonly rate: number | null;
  /** Tells a person at a terminal how far the run has come. */
  readonly progress: (text: string) => void;
}

export interface FaultResult extends Measurement {
  /** A page, and its plots as SVG by name, of runs that have something to draw. */
  readonly report?: { readonly page: string; readonly plots: Readonly<Record<string, string>> };
}

/** What every `*.fault.ts` exports as `command`. */
export interface FaultCommand {
  readonly name: string;
  readonly summary: string;
  /** How often, unless told; 20, and 100 with --long. */
  readonly cycles?: { readonly usual: number; readonly long: number };
  run(options: FaultOptions): Promise<FaultResult>;
}
