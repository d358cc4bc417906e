import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { EvolutionScores, EvolutionWarning } from '@acgs/contracts';
import {
  bootstrapIntervals,
  type EvidenceCase,
  type Genome,
  partingWarnings,
  Scorer,
  sharesOf,
} from '@acgs/evolution';
import { ERASED } from '../candidates/candidate.entity.js';
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
  /** One for each case, erased ones too: its place in `OUTCOMES`, or `ERASED`. */
  readonly outcomes: Uint8Array;
}

/** What candidates of a run are worth. The same wherever, and in whatever order, it is asked. */
export class Judge {
  private readonly training: Scorer;
  private all: Scorer | null = null;
  private readonly cases: readonly EvidenceCase[];
  /** The first case that was held out. */
  private readonly border: number;

  constructor(private readonly assignment: ScoreAssignment) {
    const { cases, trainingCases } = assignment;
    const training = known(cases.slice(0, trainingCases));
    this.border = training.length;
    this.cases = [...training, ...known(cases.slice(trainingCases))];
    this.training = scorerOf(assignment, training);
  }

  score(genome: Genome): CandidateScore {
    const { objectives, violation } = this.training.score(genome);
    return { scores: objectives, violation };
  }

  judge(genome: Genome): Judgement {
    this.all ??= scorerOf(this.assignment, this.cases);
    const { objectives, violation, outcomes } = this.all.score(genome);
    const { border } = this;
    const training = this.measure(outcomes.subarray(0, border), objectives.distance, 0);
    const heldOut = this.measure(outcomes.subarray(border), objectives.distance, border);
    const warnings = partingWarnings(sidesOf(training), sidesOf(heldOut));
    return { training, heldOut, warnings, violation, outcomes: this.inPlaces(outcomes) };
  }

  private inPlaces(outcomes: Uint8Array): Uint8Array {
    let next = 0;
    return Uint8Array.from(this.assignment.cases, (one) =>
      one === null ? ERASED : (outcomes[next++] ?? ERASED),
    );
  }

  /** Of as many cases as there are outcomes, from a place on. */
  private measure(outcomes: Uint8Array, distance: number, from: number): Measure {
    const cases = this.cases.slice(from, from + outcomes.length);
    return {
      scores: { ...sharesOf(cases, outcomes), distance },
      intervals: bootstrapIntervals(cases, outcomes, this.assignment.seed),
    };
  }
}

const known = (cases: ScoreAssignment['cases']): EvidenceCase[] => cases.filter((one) => one !== null);

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
  cases: readonly EvidenceCase[],
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
