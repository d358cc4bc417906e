import { hypervolume } from '@acgs/evolution';
import type { CandidateScore, Judge, Judgement } from './judge.js';
import type { ScoreQuestion } from './score-assignment.js';

/** What a thread says to a question: one answer for each genome, or the volume alone. */
export function answerOf(
  question: ScoreQuestion,
  judge: Pick<Judge, 'score' | 'judge'>,
): CandidateScore[] | Judgement[] | number[] {
  switch (question.what) {
    case 'volume': {
      const reference = (question.points[0] ?? []).map(() => 1);
      return [hypervolume(question.points, reference)];
    }
    case 'score':
      return question.genomes.map((genome) => judge.score(genome));
    case 'judge':
      return question.genomes.map((genome) => judge.judge(genome));
  }
}
