import type { Genome } from '@acgs/evolution';
import { TODAY } from '../candidates/candidate.entity.js';
import { settingsIn } from '../candidates/parameter-setting.js';
import type { TunedPolicy } from '../runs/tuned-policy.js';
import type { ScoringPool } from './scoring-pool.js';
import type { ClaimedRun, NewCandidate } from './search.repository.js';

export interface Finalist {
  readonly id: string;
  readonly genome: Genome;
}

/** The candidates as people look at them, with the policy as it is for comparison. */
export async function finalCandidates(
  { parameters }: Pick<ClaimedRun, 'parameters'>,
  { document, space }: TunedPolicy,
  finalists: readonly Finalist[],
  pool: Pick<ScoringPool, 'judge'>,
): Promise<NewCandidate[]> {
  const all = [{ id: TODAY, genome: space.genomeOf(document) }, ...finalists];
  const judgements = await pool.judge(all.map(({ genome }) => genome));
  return all.flatMap(({ id, genome }, at) => {
    const judgement = judgements[at];
    if (judgement === undefined) return [];
    const { training, heldOut, warnings, violation, outcomes } = judgement;
    const candidate = space.apply(document, genome);
    return [
      {
        ...{ id, place: at - 1, training, heldOut, warnings, violation },
        settings: settingsIn(candidate, parameters),
        changes: space.changes(document, genome),
        outcomes: Buffer.from(outcomes),
      },
    ];
  });
}
