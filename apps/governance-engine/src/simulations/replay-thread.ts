import { Worker } from 'node:worker_threads';
import { type ReplayAssignment, STOP } from './replay/replay-assignment.js';
import type { SimulationJob } from './simulation-jobs.repository.js';

const SLICE_MILLISECONDS = 30_000;
/** Rules and one page, whatever the evidence. */
const MEMORY_MEGABYTES = 512;
/** For the page that is under way. */
const STOP_MILLISECONDS = 3000;

/** The thread that brings one simulation forward. */
export class ReplayThread {
  /** What it ended with; null when all went well, or it was terminated. */
  readonly ended: Promise<Error | null>;
  private readonly worker: Worker;

  constructor(
    readonly job: SimulationJob,
    place: Omit<ReplayAssignment, keyof SimulationJob | 'sliceMilliseconds'>,
  ) {
    const workerData: ReplayAssignment = { ...job, ...place, sliceMilliseconds: SLICE_MILLISECONDS };
    this.worker = new Worker(new URL('./replay.thread.js', import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MEGABYTES },
    });
    this.ended = new Promise((resolve) => {
      this.worker.once('error', (error) => {
        resolve(error instanceof Error ? error : new Error(String(error)));
      });
      this.worker.once('exit', () => {
        resolve(null);
      });
    });
  }

  /** Ends it at the next page, which the next one goes on from; without it when that takes too long. */
  async stop(): Promise<void> {
    this.worker.postMessage(STOP);
    const insist = setTimeout(() => void this.worker.terminate(), STOP_MILLISECONDS);
    await this.ended;
    clearTimeout(insist);
  }

  async terminate(): Promise<void> {
    await this.worker.terminate();
  }
}
