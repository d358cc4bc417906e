import type { ActiveRuleSet, DecisionBatch } from '@acgs/contracts';
import { StaleReads } from '@acgs/database';
import { hypervolume } from '@acgs/evolution';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { candidateIdOf } from '../../apps/ec-service/src/runs/front-member.js';
import { RunsRepository } from '../../apps/ec-service/src/runs/runs.repository.js';
import { tunedPolicy } from '../../apps/ec-service/src/runs/tuned-policy.js';
import { finalCandidates } from '../../apps/ec-service/src/search/final-candidates.js';
import { Judge } from '../../apps/ec-service/src/search/judge.js';
import { KnownScores } from '../../apps/ec-service/src/search/known-scores.js';
import type { ScoringPool } from '../../apps/ec-service/src/search/scoring-pool.js';
import { SearchRun } from '../../apps/ec-service/src/search/search-run.js';
import { SearchRepository } from '../../apps/ec-service/src/search/search.repository.js';
import { BADLY_SET, newRun } from './evolution-evidence.js';
import type { Installation } from './installation.js';

/** The id of a new run. */
export async function begunRun(database: DataSource, inForce: ActiveRuleSet): Promise<string> {
  const size = { count: 200, budget: { population: 20, generations: 10 } };
  const { run, cases } = newRun('default', size, inForce);
  await new RunsRepository(database, new StaleReads(database)).insert(run, cases);
  return run.id;
}

/** Does what a process with threads does at the end of a run, and of a replay. */
export async function searchRun(
  database: DataSource,
  genomes: readonly (readonly number[])[],
): Promise<void> {
  const repository = new SearchRepository(database);
  const owner = randomUUID();
  const run = await repository.claim(owner);
  if (run === null) throw new Error('there is no run to be searched');
  const cases = await repository.casesOf(run);
  const tuned = tunedPolicy(run.sources, run.policyId, run.parameters);
  const judge = new Judge({ ...run, cases, seed: run.draft.seed });
  const pool: Pick<ScoringPool, 'judge' | 'score' | 'volume'> = {
    judge: (scored) => Promise.resolve(scored.map((genome) => judge.judge(genome))),
    score: (scored) => Promise.resolve(scored.map((genome) => judge.score(genome))),
    volume: (points) => Promise.resolve(hypervolume(points, [1, 1, 1, 1])),
  };
  const searched = new SearchRun(run, tuned, new KnownScores(pool, await repository.scoresOf(run)), pool);
  while (!searched.isOver) await repository.commit(run, owner, await searched.next());
  const finalists = genomes.map((genome) => ({ id: candidateIdOf(genome), genome }));
  await repository.complete(run, owner, await finalCandidates(run, tuned, finalists, pool));
}

/** What a process does with a run that it cannot bring forward. */
export async function failOnce(database: DataSource): Promise<void> {
  const repository = new SearchRepository(database);
  const owner = randomUUID();
  const run = await repository.claim(owner);
  if (run === null) throw new Error('there is no run to be given up');
  await repository.fail(run, owner, 'It came no further.');
}

/** The ids of the decisions. */
export async function decided(installation: Installation, requests: readonly object[]): Promise<string[]> {
  const call = { as: 'demo-agent', body: { requests } };
  const { body } = await installation.call('governance-engine', 'POST', '/api/v1/decisions/batch', call);
  return (body as DecisionBatch).decisions.map(({ decisionId }) => decisionId);
}

export async function putInForce(installation: Installation, version: number): Promise<void> {
  const path = `/api/v1/policies/${BADLY_SET.id}/activation`;
  const call = { as: 'approver', body: { version } };
  const { status } = await installation.call('governance-engine', 'PUT', path, call);
  if (status !== 200) throw new Error(`version ${String(version)} can't be put in force: ${String(status)}`);
}

export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(100);
}
