import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { EvolutionScores, EvolutionWarning } from '@acgs/contracts';
import { bootstrapIntervals, type Genome, partingWarnings, Scorer, sharesOf } from '@acgs/evolution';
import { tunedPolicy } from '../runs/tuned-policy.js';
import type { ScoreAssignment } from './score-assignment.js';

export interface CandidateScore {
  readonly scores: EvolutionScores;
  readonly violation: number;
}

export interface Judgement {
  readonly training: Measure;
  readonly heldOut: Measure;
  readonly warnings: readonly EvolutionWarning[];
  readonly violation: number;
  /** One for each case: its place in `OUTCOMES`. */
  readonly outcomes: Uint8Array;
}

/** What candidates of a run are worth. The same wherever, and in whatever order, it is asked. */
export class Judge {
  private readonly training: Scorer;
  private all: Scorer | null = null;

  constructor(private readonly assignment: ScoreAssignment) {
    const { cases, trainingCases } = assignment;
    this.training = scorerOf(assignment, cases.slice(0, trainingCases));
  }

  score(genome: Genome): CandidateScore {
    const { objectives, violation } = this.training.score(genome);
    return { scores: objectives, violation };
  }

  judge(genome: Genome): Judgement {
    this.all ??= scorerOf(this.assignment, this.assignment.cases);
    const { objectives, violation, outcomes } = this.all.score(genome);
    const { trainingCases: border } = this.assignment;
    const training = this.measure(outcomes.subarray(0, border), objectives.distance, 0);
    const heldOut = this.measure(outcomes.subarray(border), objectives.distance, border);
    const warnings = partingWarnings(sidesOf(training), sidesOf(heldOut));
    return { training, heldOut, warnings, violation, outcomes };
  }

  /** Of as many cases as there are outcomes, from a place on. */
  private measure(outcomes: Uint8Array, distance: number, from: number): Measure {
    const cases = this.assignment.cases.slice(from, from + outcomes.length);
    return {
      scores: { ...sharesOf(cases, outcomes), distance },
      intervals: bootstrapIntervals(cases, outcomes, this.assignment.seed),
    };
  }
}

interface Measure {
  readonly scores: EvolutionScores;
  readonly intervals: ReturnType<typeof bootstrapIntervals>;
}

const sidesOf = ({ scores, intervals }: Measure): Parameters<typeof partingWarnings>[0] => ({
  shares: scores,
  intervals,
});

function scorerOf(
  { sources, policyId, parameters }: ScoreAssignment,
  cases: ScoreAssignment['cases'],
): Scorer {
  const { space } = tunedPolicy(sources, policyId, parameters);
  const { constitution, policies } = sources;
  return new Scorer(
    { constitution, policies, constitutionalHash: CONSTITUTIONAL_HASH },
    policyId,
    space,
    cases,
  );
}
