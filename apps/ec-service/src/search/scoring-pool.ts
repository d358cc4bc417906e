import type { Genome } from '@acgs/evolution';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { CandidateScore, Judgement } from './judge.js';
import type { ScoreAssignment, ScoreQuestion } from './score-assignment.js';

/** Of so many parts for each thread: those that are done sooner take another. */
const PARTS = 4;
/** Evidence is at most 64 MiB of JSON, which is read into objects and compiled for either side. */
const MEMORY_MEGABYTES = 1024;

/** Threads that score candidates. How many there are changes how long it takes, and nothing else. */
export class ScoringPool {
  private readonly threads: readonly ScoringThread[];

  constructor(assignment: ScoreAssignment, threads: number) {
    this.threads = Array.from({ length: threads }, () => new ScoringThread(assignment));
  }

  /** In the order of the genomes. @throws what a thread ended with */
  score(genomes: readonly Genome[]): Promise<CandidateScore[]> {
    return this.shared<CandidateScore>('score', genomes);
  }

  /** As `score`. */
  judge(genomes: readonly Genome[]): Promise<Judgement[]> {
    return this.shared<Judgement>('judge', genomes);
  }

  /** As a share of all that could be dominated, every objective being from 0 to 1. May take seconds. */
  async volume(points: readonly (readonly number[])[]): Promise<number> {
    if (points.length === 0) return 0;
    const [volume = 0] = (await this.threads[0]?.ask<number>({ what: 'volume', points })) ?? [];
    return volume;
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.end()));
  }

  private async shared<Answer>(what: 'score' | 'judge', genomes: readonly Genome[]): Promise<Answer[]> {
    const size = Math.max(1, Math.ceil(genomes.length / (this.threads.length * PARTS)));
    const parts = Array.from({ length: Math.ceil(genomes.length / size) }, (_, part) =>
      genomes.slice(part * size, (part + 1) * size),
    );
    const answers: Answer[][] = [];
    const open = parts.entries();
    await Promise.all(
      this.threads.map(async (thread) => {
        for (const [place, part] of open) answers[place] = await thread.ask<Answer>({ what, genomes: part });
      }),
    );
    return answers.flat();
  }
}

class ScoringThread {
  private readonly worker: Worker;
  private readonly gone = new AbortController();

  constructor(assignment: ScoreAssignment) {
    this.worker = new Worker(new URL('./score.thread.js', import.meta.url), {
      workerData: assignment,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MEGABYTES },
    });
    this.worker.once('exit', () => {
      this.gone.abort(new Error('a thread that scores has ended'));
    });
    // Also told to whoever waits for an answer; nobody may be waiting.
    this.worker.on('error', (error) => {
      this.gone.abort(error);
    });
  }

  async ask<Answer>(question: ScoreQuestion): Promise<Answer[]> {
    const { signal } = this.gone;
    signal.throwIfAborted();
    this.worker.postMessage(question);
    const [answer] = (await once(this.worker, 'message', { signal }).catch(() => {
      throw signal.reason;
    })) as [Answer[]];
    return answer;
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}
