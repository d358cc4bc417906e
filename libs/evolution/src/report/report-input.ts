import type { Genome } from '../core/parameter.js';
import { type CaseIntervals } from '../tuning/bootstrap.js';
import { type Objective, type Objectives } from '../tuning/objectives.js';
import { type PartingWarning } from '../tuning/parting.js';
import { type ParameterChange, type TunedParameter } from '../tuning/tuning-space.js';

/** One column of numbers: of a candidate, or of today's settings. */
export interface ReportedScores {
  readonly genome: Genome;
  readonly training: Objectives;
  readonly heldOut: Objectives;
  /** Of what was held out. */
  readonly intervals: CaseIntervals;
}

export interface ReportedCandidate extends ReportedScores {
  readonly id: string;
  readonly changes: readonly ParameterChange[];
  readonly warnings: readonly PartingWarning[];
}

/** All that a report shows; it has nothing from elsewhere. */
export interface ReportInput {
  readonly run: {
    readonly id: string;
    readonly policy: string;
    readonly version: number;
    readonly status: string;
    readonly startedBy: string;
    readonly startedAt: string;
    readonly seed: number;
    readonly population: number;
    readonly generations: number;
    readonly trainingCases: number;
    readonly heldOutCases: number;
  };
  /** Those of the search, in their order. */
  readonly objectives: readonly Objective[];
  /** `TuningSpace.tuned`. */
  readonly parameters: readonly TunedParameter[];
  /** After each generation. */
  readonly history: readonly { readonly generation: number; readonly hypervolume: number }[];
  readonly today: ReportedScores;
  /** The front. */
  readonly candidates: readonly ReportedCandidate[];
}
