import { chosenObjectives, Nsga2 } from '@acgs/evolution';
import type { FrontMember } from '../runs/front-member.js';
import { candidateIdOf } from '../runs/front-member.js';
import type { TunedPolicy } from '../runs/tuned-policy.js';
import type { KnownScores } from './known-scores.js';
import type { ScoringPool } from './scoring-pool.js';
import type { ClaimedRun, NewScore } from './search.repository.js';

export interface GenerationOutcome {
  readonly generation: number;
  readonly search: Nsga2['state'];
  readonly front: readonly FrontMember[];
  readonly hypervolume: number;
  readonly evaluated: number;
  readonly scores: readonly NewScore[];
}

/** The search of a run, taken up where it was left, generation by generation. */
export class SearchRun {
  private readonly search: Nsga2;
  private readonly objectives: ClaimedRun['draft']['objectives'];
  private readonly generations: number;

  constructor(
    { draft, search }: Pick<ClaimedRun, 'draft' | 'search'>,
    private readonly tuned: TunedPolicy,
    private readonly scores: KnownScores,
    private readonly pool: Pick<ScoringPool, 'volume'>,
  ) {
    const { space, document } = tuned;
    const { population, generations } = draft.budget;
    this.objectives = draft.objectives;
    this.generations = generations;
    const options = { populationSize: population, seed: draft.seed, initial: [space.genomeOf(document)] };
    this.search = new Nsga2(space.parameters, options, search);
  }

  get isOver(): boolean {
    return this.search.generation >= this.generations;
  }

  async next(): Promise<GenerationOutcome> {
    const { space } = this.tuned;
    const asked = this.search.ask().map((genome) => space.rounded(genome));
    const scores = await this.scores.add(asked);
    this.search.tell(
      asked.map((genome) => {
        const { scores: all, violation } = this.scores.of(genome);
        return { objectives: chosenObjectives(all, this.objectives), violation };
      }),
    );
    const { generation, state } = this.search;
    const front = this.front();
    return {
      generation,
      search: state,
      front,
      hypervolume: await this.volumeOf(front),
      evaluated: this.scores.size,
      scores,
    };
  }

  /** Different genomes may be one candidate once they are rounded. */
  private front(): FrontMember[] {
    const genomes = this.search.front.map(({ genome }) => this.tuned.space.rounded(genome));
    const members = genomes.map((genome): [string, FrontMember] => {
      const id = candidateIdOf(genome);
      return [id, { id, genome, scores: this.scores.of(genome).scores }];
    });
    return [...new Map(members).values()].sort(byScores(this.objectives));
  }

  private volumeOf(front: readonly FrontMember[]): Promise<number> {
    return this.pool.volume(front.map(({ scores }) => chosenObjectives(scores, this.objectives)));
  }
}

/** By one objective after the other, and at last by id, so that a front has one order. */
const byScores =
  (objectives: ClaimedRun['draft']['objectives']) =>
  (one: FrontMember, other: FrontMember): number => {
    const [a, b] = [one, other].map(({ scores }) => chosenObjectives(scores, objectives));
    const first = a?.findIndex((value, at) => value !== b?.[at]) ?? -1;
    if (first === -1) return one.id < other.id ? -1 : 1;
    return (a?.[first] ?? 0) - (b?.[first] ?? 0);
  };
