import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { EvidenceCase } from '@acgs/evolution';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { CandidateEntity } from '../candidates/candidate.entity.js';
import type { EvidenceCaseEntity } from '../runs/evidence-case.entity.js';
import type { GenerationEntity } from '../runs/generation.entity.js';
import type { RunEntity } from '../runs/run.entity.js';
import { deleteScores } from '../runs/scores.js';
import type { ScoreEntity } from './score.entity.js';

export type ClaimedRun = Pick<
  RunEntity,
  | 'tenant'
  | 'id'
  | 'policyId'
  | 'draft'
  | 'parameters'
  | 'sources'
  | 'trainingCases'
  | 'status'
  | 'outdated'
  | 'generation'
  | 'search'
  | 'front'
  | 'attempts'
>;

type Progress = Pick<RunEntity, 'generation' | 'search' | 'front' | 'evaluated'> & {
  readonly hypervolume: number;
  readonly scores: readonly NewScore[];
};
export type NewScore = Pick<ScoreEntity, 'genome' | 'objectives' | 'violation'>;
export type NewCandidate = Omit<
  CandidateEntity,
  | 'tenant'
  | 'runId'
  | 'review'
  | 'reviewedBy'
  | 'reviewedAt'
  | 'reason'
  | 'proposedVersion'
  | 'constitutionalHash'
>;

const LEASE = `now() + interval '15 seconds'`;
const CLAIMED = `tenant, id, policy_id AS "policyId", draft, parameters, coalesce(next_sources, sources) AS sources, training_cases AS "trainingCases", status,
  outdated, generation, search, front, attempts`;

/** What the process that searches reads and writes. All that it writes fails once another process has taken over. */
@Injectable()
export class SearchRepository {
  constructor(private readonly database: DataSource) {}

  /** The one that waits longest, of whatever tenant, for this process until its lease is over. */
  async claim(owner: string): Promise<ClaimedRun | null> {
    const [[run]] = await this.database.query<[ClaimedRun[], number]>(
      `UPDATE ec_service.runs SET lease_owner = $1, lease_until = ${LEASE}, attempts = attempts + 1
       WHERE (tenant, id) = (SELECT tenant, id FROM ec_service.runs
         WHERE status IN ('running', 'replaying') AND (lease_until IS NULL OR lease_until < now())
         ORDER BY lease_until NULLS FIRST, started_at LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING ${CLAIMED}`,
      [owner],
    );
    return run ?? null;
  }

  /** False when it is not this process's any more, or is not to go on. */
  async renew({ tenant, id }: RunKey, owner: string): Promise<boolean> {
    const [, renewed] = await this.database.query<[unknown, number]>(
      `UPDATE ec_service.runs SET lease_until = ${LEASE}
       WHERE tenant = $1 AND id = $2 AND lease_owner = $3 AND status <> 'cancelled'`,
      [tenant, id, owner],
    );
    return renewed === 1;
  }

  /** Another process may take it up after so many seconds. */
  async release({ tenant, id }: RunKey, owner: string, seconds: number): Promise<void> {
    await this.database.query(
      `UPDATE ec_service.runs SET lease_owner = NULL, lease_until = now() + make_interval(secs => $4)
       WHERE tenant = $1 AND id = $2 AND lease_owner = $3`,
      [tenant, id, owner, seconds],
    );
  }

  /** Its front, if it has one, stays as it was. */
  async fail({ tenant, id }: RunKey, owner: string, failure: string): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const [, failed] = await transaction.query<[unknown, number]>(
        `UPDATE ec_service.runs SET failure = $4, finished_at = now(), lease_owner = NULL, lease_until = NULL,
           next_sources = NULL, next_version = NULL,
           status = CASE WHEN status = 'replaying' THEN 'completed' ELSE 'failed' END
         WHERE tenant = $1 AND id = $2 AND lease_owner = $3 AND status IN ('running', 'replaying')`,
        [tenant, id, owner, failure],
      );
      if (failed === 1) await deleteScores(transaction, { tenant, id });
    });
  }

  /** In their places; null for what was erased. */
  async casesOf({ tenant, id }: RunKey): Promise<(EvidenceCase | null)[]> {
    type Row = Pick<
      EvidenceCaseEntity,
      'request' | 'approved' | 'outcome' | 'label' | 'action' | 'decidedAt'
    >;
    const rows = await this.database.query<(Row & { id: string })[]>(
      `SELECT decision_id AS id, request, approved, outcome, label, action, decided_at AS "decidedAt"
       FROM ec_service.evidence_cases WHERE tenant = $1 AND run_id = $2 ORDER BY place`,
      [tenant, id],
    );
    return rows.map(({ request, ...row }) =>
      request === null ? null : { ...row, request, decidedAt: row.decidedAt.toISOString() },
    );
  }

  scoresOf({ tenant, id }: RunKey): Promise<NewScore[]> {
    return this.database.query<NewScore[]>(
      'SELECT genome, objectives, violation FROM ec_service.scores WHERE tenant = $1 AND run_id = $2',
      [tenant, id],
    );
  }

  /** A generation as a whole. Gives what the run is to do next; null when it is not this process's any more. */
  commit(run: RunKey, owner: string, progress: Progress): Promise<RunEntity['status'] | null> {
    return this.database.transaction(async (transaction) => {
      const [[moved]] = await transaction.query<[Pick<RunEntity, 'status'>[], number]>(
        `UPDATE ec_service.runs SET generation = $4, search = $5, front = $6, hypervolume = $7, evaluated = $8,
           attempts = 0, lease_until = ${LEASE}
         WHERE tenant = $1 AND id = $2 AND lease_owner = $3 AND generation = $4 - 1 AND status IN ('running', 'paused')
         RETURNING status`,
        [
          ...[run.tenant, run.id, owner, progress.generation],
          ...[JSON.stringify(progress.search), JSON.stringify(progress.front)],
          ...[progress.hypervolume, progress.evaluated],
        ],
      );
      if (moved === undefined) return null;
      await insertGeneration(transaction, run, progress);
      await insertScores(transaction, run, progress.scores);
      return moved.status;
    });
  }

  /** The end of a search, or of a replay: reviews stay. False when it is not this process's any more. */
  complete(run: RunKey, owner: string, candidates: readonly NewCandidate[]): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      const [, completed] = await transaction.query<[unknown, number]>(
        `UPDATE ec_service.runs SET status = 'completed', failure = NULL, finished_at = now(), attempts = 0,
           lease_owner = NULL, lease_until = NULL, outdated = outdated AND status <> 'replaying',
           sources = coalesce(next_sources, sources), policy_version = coalesce(next_version, policy_version),
           next_sources = NULL, next_version = NULL
         WHERE tenant = $1 AND id = $2 AND lease_owner = $3 AND status IN ('running', 'replaying')`,
        [run.tenant, run.id, owner],
      );
      if (completed !== 1) return false;
      await deleteScores(transaction, run);
      await upsertCandidates(transaction, run, candidates);
      return true;
    });
  }
}

export type RunKey = Pick<RunEntity, 'tenant' | 'id'>;

async function insertGeneration(
  transaction: EntityManager,
  { tenant, id }: RunKey,
  {
    generation,
    front,
    hypervolume,
    evaluated,
  }: Omit<GenerationEntity, 'tenant' | 'runId' | 'constitutionalHash'>,
): Promise<void> {
  await transaction.query(
    `INSERT INTO ec_service.generations (tenant, run_id, generation, front, hypervolume, evaluated, constitutional_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      tenant,
      id,
      generation,
      JSON.stringify(front.map(({ id: member, scores }) => ({ id: member, scores }))),
      hypervolume,
      evaluated,
      CONSTITUTIONAL_HASH,
    ],
  );
}

async function insertScores(
  transaction: EntityManager,
  { tenant, id }: RunKey,
  scores: readonly NewScore[],
): Promise<void> {
  await transaction.query(
    `INSERT INTO ec_service.scores (tenant, run_id, genome, objectives, violation, constitutional_hash)
     SELECT $1, $2, genome, objectives, violation, $3
     FROM unnest($4::text[], $5::json[], $6::double precision[]) AS one (genome, objectives, violation)`,
    [
      ...[tenant, id, CONSTITUTIONAL_HASH],
      scores.map(({ genome }) => genome),
      scores.map(({ objectives }) => JSON.stringify(objectives)),
      scores.map(({ violation }) => violation),
    ],
  );
}

async function upsertCandidates(
  transaction: EntityManager,
  { tenant, id }: RunKey,
  candidates: readonly NewCandidate[],
): Promise<void> {
  const texts = (member: 'settings' | 'changes' | 'training' | 'heldOut' | 'warnings'): string[] =>
    candidates.map((candidate) => JSON.stringify(candidate[member]));
  await transaction.query(
    `INSERT INTO ec_service.candidates (tenant, run_id, id, place, settings, changes, training, held_out, warnings,
       violation, outcomes, constitutional_hash)
     SELECT $1, $2, one.id, place, settings, changes, training, held_out, warnings, violation, outcomes, $3
     FROM unnest($4::text[], $5::integer[], $6::json[], $7::json[], $8::json[], $9::json[], $10::json[],
         $11::double precision[], $12::bytea[])
       AS one (id, place, settings, changes, training, held_out, warnings, violation, outcomes)
     ON CONFLICT (tenant, run_id, id) DO UPDATE SET settings = excluded.settings, changes = excluded.changes,
       training = excluded.training, held_out = excluded.held_out, warnings = excluded.warnings,
       violation = excluded.violation, outcomes = excluded.outcomes`,
    [
      ...[tenant, id, CONSTITUTIONAL_HASH],
      candidates.map((candidate) => candidate.id),
      candidates.map(({ place }) => place),
      ...[texts('settings'), texts('changes'), texts('training'), texts('heldOut'), texts('warnings')],
      candidates.map(({ violation }) => violation),
      candidates.map(({ outcomes }) => outcomes),
    ],
  );
}
