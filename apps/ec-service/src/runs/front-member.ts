import { digestOf, type EvolutionScores } from '@acgs/contracts';
import type { Genome } from '@acgs/evolution';

/** A candidate that no other is better than, so far. */
export interface FrontMember {
  readonly id: string;
  /** Its values as `TuningSpace.rounded` has them. */
  readonly genome: Genome;
  readonly scores: EvolutionScores;
}

const ID_DIGITS = 12;

/** The same settings have the same id in every run of the same parameters. */
export const candidateIdOf = (genome: Genome): string => digestOf([...genome]).slice(0, ID_DIGITS);
