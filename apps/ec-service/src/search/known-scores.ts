import type { Genome } from '@acgs/evolution';
import type { CandidateScore } from './judge.js';
import type { ScoringPool } from './scoring-pool.js';
import type { NewScore } from './search.repository.js';

/** Scores each candidate once, however often it comes up. */
export class KnownScores {
  private readonly known: Map<string, CandidateScore>;

  constructor(
    private readonly pool: Pick<ScoringPool, 'score'>,
    earlier: readonly NewScore[],
  ) {
    this.known = new Map(
      earlier.map(({ genome, objectives: scores, violation }) => [genome, { scores, violation }]),
    );
  }

  get size(): number {
    return this.known.size;
  }

  /** @throws Error for one that was never scored */
  of(genome: Genome): CandidateScore {
    const score = this.known.get(genome.join());
    if (score === undefined) throw new Error(`the candidate ${genome.join()} was not scored`);
    return score;
  }

  /** Those that were not known. */
  async add(genomes: readonly Genome[]): Promise<NewScore[]> {
    const unknown = [
      ...new Map(
        genomes.filter((genome) => !this.known.has(genome.join())).map((genome) => [genome.join(), genome]),
      ).values(),
    ];
    const scores = await this.pool.score(unknown);
    return unknown.flatMap((genome, place) => {
      const score = scores[place];
      if (score === undefined) return [];
      this.known.set(genome.join(), score);
      return [{ genome: genome.join(), objectives: score.scores, violation: score.violation }];
    });
  }
}
