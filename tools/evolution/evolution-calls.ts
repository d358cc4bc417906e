import {
  type EvolutionCandidate,
  EvolutionCandidateSchema,
  type EvolutionFlip,
  EvolutionFlipPageSchema,
  type EvolutionFront,
  EvolutionFrontSchema,
  type EvolutionRun,
  EvolutionRunSchema,
} from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClient } from '../installation/api-client.js';

const LOOK_MILLISECONDS = 250;
const RUNS = '/evolution/runs';
const OVER: readonly string[] = ['completed', 'cancelled', 'failed'];

/** What may be said of a run when it is started. */
export interface RunWish {
  readonly policy: string;
  readonly evidence: { readonly from: string; readonly to: string; readonly heldOutShare: number };
  readonly budget: { readonly population: number; readonly generations: number };
  readonly seed: number;
}

/** Resolves when it is over. */
export async function evolved(
  author: ApiClient,
  wish: RunWish,
  progress: (run: EvolutionRun) => void,
): Promise<EvolutionRun> {
  let run = EvolutionRunSchema.parse(await author.expect('POST', RUNS, wish));
  while (!OVER.includes(run.status)) {
    await pause(LOOK_MILLISECONDS);
    run = EvolutionRunSchema.parse(await author.expect('GET', `${RUNS}/${run.id}`));
    progress(run);
  }
  if (run.status !== 'completed') throw new Error(`the run is ${run.status}: ${String(run.failure)}`);
  return run;
}

export const frontOf = async (client: ApiClient, { id }: EvolutionRun): Promise<EvolutionFront> =>
  EvolutionFrontSchema.parse(await client.expect('GET', `${RUNS}/${id}/front`));

const pathOf = (run: EvolutionRun, candidate: EvolutionCandidate): string =>
  `${RUNS}/${run.id}/candidates/${candidate.id}`;

/** The first hundred. */
export async function flipsOf(
  client: ApiClient,
  run: EvolutionRun,
  candidate: EvolutionCandidate,
): Promise<EvolutionFlip[]> {
  const page = await client.expect('GET', `${pathOf(run, candidate)}/flips?limit=100`);
  return EvolutionFlipPageSchema.parse(page).items;
}

/** As a version of the policy in review, to be watched when it is in force. */
export async function promoted(
  approver: ApiClient,
  run: EvolutionRun,
  candidate: EvolutionCandidate,
  guard: object,
): Promise<number> {
  const answer = await approver.expect('POST', `${pathOf(run, candidate)}/promotion`, { guard });
  const version = EvolutionCandidateSchema.parse(answer).review?.policyVersion ?? null;
  if (version === null) throw new Error('the promotion has given no version');
  return version;
}

/** Resolves when the guard of a promoted candidate has come to this. */
export async function guarded(
  client: ApiClient,
  run: EvolutionRun,
  candidate: EvolutionCandidate,
  wanted: (status: string) => boolean,
  seconds: number,
): Promise<EvolutionCandidate> {
  for (let waited = 0; waited < seconds * 1000; waited += LOOK_MILLISECONDS) {
    const { candidates } = await frontOf(client, run);
    const now = candidates.find(({ id }) => id === candidate.id);
    const status = now?.review?.guard?.status;
    if (now !== undefined && status !== undefined && wanted(status)) return now;
    await pause(LOOK_MILLISECONDS);
  }
  throw new Error(`the guard has not come to it within ${String(seconds)} s`);
}

/** A page of its own. */
export async function reportOf(client: ApiClient, { id }: EvolutionRun): Promise<string> {
  const response = await fetch(`${client.baseUrl}/api/v1${RUNS}/${id}/report`, { headers: client.headers });
  if (!response.ok) throw new Error(`no report: ${String(response.status)}`);
  return response.text();
}
