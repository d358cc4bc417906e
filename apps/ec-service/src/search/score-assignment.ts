import type { ActiveRuleSet } from '@acgs/contracts';
import type { EvidenceCase, Genome, ParameterChoice } from '@acgs/evolution';

/** What a thread is told once: all that scores depend on. */
export interface ScoreAssignment {
  readonly sources: Pick<ActiveRuleSet, 'constitution' | 'policies'>;
  readonly policyId: string;
  readonly parameters: readonly ParameterChoice[];
  /** The training, and then what was held out. */
  readonly cases: readonly EvidenceCase[];
  readonly trainingCases: number;
  /** Of the intervals. */
  readonly seed: number;
}

/** `score` is what a search needs, `judge` what people look at. */
export interface ScoreQuestion {
  readonly what: 'score' | 'judge';
  readonly genomes: readonly Genome[];
}
