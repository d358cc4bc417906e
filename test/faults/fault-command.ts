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
  /** Tells a person at a terminal how far the run has come. */
  readonly progress: (text: string) => void;
}

/** What every `*.fault.ts` exports as `command`. */
export interface FaultCommand {
  readonly name: string;
  readonly summary: string;
  /** How often, unless told; 20, and 100 with --long. */
  readonly cycles?: { readonly usual: number; readonly long: number };
  run(options: FaultOptions): Promise<Measurement>;
}
