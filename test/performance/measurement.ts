/** One measured number with its fixed name. `reach` is what it should attain, null when there is no such promise. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly reach: number | null;
  readonly better: 'lower' | 'higher';
  readonly ok: boolean;
}

/** The value of a figure for which a part was missing: it is not ok, and JSON has null. */
export const NOT_MEASURED = Number.NaN;

/** What is measured is not what it should be: the figures would tell something else than they say. */
export class NotMeasurableError extends Error {}

/** `context` says on what machine and under what load; `table` is for people. */
export interface Measurement {
  readonly figures: readonly Figure[];
  readonly context: Readonly<Record<string, unknown>>;
  readonly table: string;
}

export interface MeasurementOptions {
  readonly long: boolean;
  /** OPA's program, where there is one to be compared with. */
  readonly opa: string | null;
  /** Tells a person at a terminal how far the run has come. */
  readonly progress: (text: string) => void;
}

/** What every `*.bench.ts` exports as `command`. A default run ends within 50 s. */
export interface MeasurementCommand {
  readonly name: string;
  readonly summary: string;
  run(options: MeasurementOptions): Promise<Measurement>;
}

/** What could not be measured is never ok, nor is what divides by nothing: JSON has null for both. */
const isMeasured = Number.isFinite;

/** Ok below the bound, not on it. */
export function figureBelow(name: string, value: number, unit: string, reach: number): Figure {
  return { name, value, unit, reach, better: 'lower', ok: isMeasured(value) && value < reach };
}

/** Ok on the bound too. */
export function figureAtMost(name: string, value: number, unit: string, reach: number): Figure {
  return { name, value, unit, reach, better: 'lower', ok: isMeasured(value) && value <= reach };
}

/** Ok above the bound, not on it. */
export function figureOver(name: string, value: number, unit: string, reach: number): Figure {
  return { name, value, unit, reach, better: 'higher', ok: isMeasured(value) && value > reach };
}

/** Ok on the bound too. */
export function figureAtLeast(name: string, value: number, unit: string, reach: number): Figure {
  return { name, value, unit, reach, better: 'higher', ok: isMeasured(value) && value >= reach };
}

/** A figure without a promise is ok when it was measured. */
export function figureOnly(name: string, value: number, unit: string, better: Figure['better']): Figure {
  return { name, value, unit, reach: null, better, ok: isMeasured(value) };
}
