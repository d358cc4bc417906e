export { hypervolume, invertedGenerationalDistance } from './core/indicators.js';
export { Nsga2, type Nsga2State, type Individual } from './core/nsga2.js';
export type { Genome, Parameter } from './core/parameter.js';
export { bootstrapIntervals, type CaseIntervals } from './tuning/bootstrap.js';
export {
  type EvidenceCase,
  type EvidenceFault,
  evidenceFaults,
  type LabelledCase,
  splitByTime,
} from './tuning/evidence.js';
export { type Flip, flipsOf } from './tuning/flips.js';
export {
  type CaseShares,
  chosenObjectives,
  type Objective,
  OBJECTIVES,
  type Objectives,
  sharesOf,
} from './tuning/objectives.js';
export { type PartingWarning, partingWarnings } from './tuning/parting.js';
export { type Score, Scorer } from './tuning/scorer.js';
export { SearchSpaceError } from './tuning/search-space.error.js';
export { searchSpace } from './tuning/search-space.js';
export { OUTCOMES } from './tuning/standing.js';
export { type ParameterChange, type ParameterChoice, TuningSpace } from './tuning/tuning-space.js';
export { renderReport } from './report/render-report.js';
export type { ReportInput } from './report/report-input.js';
export type { ActionOutcomes } from './guard/action-outcomes.js';
export {
  type CountedPart,
  type GuardCounts,
  isSettled,
  nextSlice,
  noCounts,
  type Slice,
  withShorterSlices,
  withSlice,
} from './guard/guard-counts.js';
export { compareOutcomes, isJudged } from './guard/outcome-comparison.js';
export { predictedOutcomes } from './guard/predicted-outcomes.js';
