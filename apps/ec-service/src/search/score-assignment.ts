import type { ActiveRuleSet } from '@acgs/contracts';
import type { EvidenceCase, Genome, ParameterChoice } from '@acgs/evolution';

/** What a thread is told once: all that scores depend on. */
export interface ScoreAssignment {
  readonly sources: Pick<ActiveRuleSet, 'constitution' | 'policies'>;
  readonly policyId: string;
  readonly parameters: readonly ParameterChoice[];
  /** The training, and then what was held out; null for what was erased. */
  readonly cases: readonly (EvidenceCase | null)[];
  readonly trainingCases: number;
  /** Of the intervals. */
  readonly seed: number;
}

/** `score` is what a search needs, `judge` what people look at, `volume` the hypervolume of a front below 1. */
export type ScoreQuestion =
  | { readonly what: 'score'; readonly genomes: readonly Genome[] }
  | { readonly what: 'judge'; readonly genomes: readonly Genome[] }
  | { readonly what: 'volume'; readonly points: readonly (readonly number[])[] };
