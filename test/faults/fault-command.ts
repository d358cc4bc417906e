import type { Measurement } from '../performance/measurement.js';

export interface FaultOptions {
  /** How often something is killed. */
  readonly cycles: number;
  /** Of the moments at which it is killed. */
  readonly seed: number;
  /** Breaks a promise on purpose, to see that the losses are found. */
  readonly control: boolean;
  /** Tells a person at a terminal how far the run has come. */
  readonly progress: (text: string) => void;
}

/** What every `*.fault.ts` exports as `command`. */
export interface FaultCommand {
  readonly name: string;
  readonly summary: string;
  run(options: FaultOptions): Promise<Measurement>;
}
