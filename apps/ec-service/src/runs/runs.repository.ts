import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { EvolutionRunPageQuery, EvolutionRunStatus } from '@acgs/contracts';
import { Conditions, StaleReads } from '@acgs/database';
import type { EvidenceCase } from '@acgs/evolution';
import { Injectable } from '@nestjs/common';
import { DataSource, QueryFailedError } from 'typeorm';
import { insertCases } from './evidence-cases.js';
import type { GenerationEntity } from './generation.entity.js';
import type { RunEntity } from './run.entity.js';
import { deleteScores } from './scores.js';

/** What is shown of a run: the rules that it goes by and its front are large. */
export type RunRow = Omit<
  RunEntity,
  | 'sources'
  | 'nextSources'
  | 'nextVersion'
  | 'search'
  | 'front'
  | 'leaseOwner'
  | 'leaseUntil'
  | 'attempts'
  | 'constitutionalHash'
> & { readonly pins: RunEntity['sources']['pins'] };

export type NewRun = Pick<
  RunEntity,
  | 'tenant'
  | 'id'
  | 'policyId'
  | 'policyVersion'
  | 'startedBy'
  | 'draft'
  | 'parameters'
  | 'sources'
  | 'trainingCases'
  | 'heldOutCases'
  | 'erasedCases'
>;

export type ProgressRow = Pick<GenerationEntity, 'generation' | 'front' | 'hypervolume' | 'evaluated'>;

const COLUMNS = `tenant, id, policy_id AS "policyId", policy_version AS "policyVersion", started_by AS "startedBy",
  draft, parameters, sources->'pins' AS pins, training_cases AS "trainingCases", held_out_cases AS "heldOutCases",
  (erased_cases + (SELECT count(*) FROM ec_service.evidence_cases AS one
    WHERE one.tenant = run.tenant AND one.run_id = run.id AND one.erased))::integer AS "erasedCases", status, outdated, failure, generation, evaluated, hypervolume,
  started_at AS "startedAt", finished_at AS "finishedAt"`;
const OPEN = `status IN ('running', 'paused', 'replaying')`;
/** A front may have a thousand members. */
const PROGRESS_AT_ONCE = 20;
const UNIQUE_VIOLATION = '23505';

/** Every statement about runs and what they go by, but for those of the search. */
@Injectable()
export class RunsRepository {
  constructor(
    private readonly database: DataSource,
    private readonly staleReads: StaleReads,
  ) {}

  /** With its evidence, or not at all. False when another run on the policy is open. */
  insert(run: NewRun, cases: readonly EvidenceCase[]): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      const rows = await transaction.query<unknown[]>(
        `INSERT INTO ec_service.runs (tenant, id, policy_id, policy_version, started_by, draft, parameters, sources,
           training_cases, held_out_cases, erased_cases, status, front, constitutional_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'running', '[]', $12)
         ON CONFLICT (tenant, policy_id) WHERE ${OPEN} DO NOTHING RETURNING id`,
        [
          ...[run.tenant, run.id, run.policyId, run.policyVersion, run.startedBy],
          ...[run.draft, run.parameters, run.sources].map((document) => JSON.stringify(document)),
          ...[run.trainingCases, run.heldOutCases, run.erasedCases, CONSTITUTIONAL_HASH],
        ],
      );
      if (rows.length === 0) return false;
      await insertCases(transaction, run, cases);
      return true;
    });
  }

  async find(tenant: string, id: string): Promise<RunRow | null> {
    const [row] = await this.database.query<RunRow[]>(
      `SELECT ${COLUMNS} FROM ec_service.runs AS run WHERE tenant = $1 AND id = $2`,
      [tenant, id],
    );
    return row ?? null;
  }

  /** The large parts. */
  async documentsOf(tenant: string, id: string): Promise<Pick<RunEntity, 'sources' | 'front'> | null> {
    const [row] = await this.database.query<Pick<RunEntity, 'sources' | 'front'>[]>(
      'SELECT sources, front FROM ec_service.runs WHERE tenant = $1 AND id = $2',
      [tenant, id],
    );
    return row ?? null;
  }

  /** The one that is not over. */
  async openOn(tenant: string, policy: string): Promise<string | null> {
    const [row] = await this.database.query<Pick<RunEntity, 'id'>[]>(
      `SELECT id FROM ec_service.runs WHERE tenant = $1 AND policy_id = $2 AND ${OPEN}`,
      [tenant, policy],
    );
    return row?.id ?? null;
  }

  async countOpen(tenant: string): Promise<number> {
    const [row] = await this.database.query<{ count: number }[]>(
      `SELECT count(*)::integer AS count FROM ec_service.runs WHERE tenant = $1 AND ${OPEN}`,
      [tenant],
    );
    return row?.count ?? 0;
  }

  /** Of all tenants. */
  async countByStatus(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.query<{ status: string; count: number }[]>(
      'SELECT status, count(*)::integer AS count FROM ec_service.runs GROUP BY status',
    );
    return new Map(rows.map(({ status, count }) => [status, count]));
  }

  /** Newest first; one more than asked for, when there is one. */
  list(tenant: string, { limit, cursor, policy, status }: EvolutionRunPageQuery): Promise<RunRow[]> {
    const where = new Conditions()
      .add((p) => `tenant = ${p}`, tenant)
      .add((p) => `policy_id = ${p}`, policy)
      .add((p) => `status = ${p}`, status)
      .add((p) => `id < ${p}`, cursor);
    return this.staleReads.query<RunRow>(
      'runs.list',
      `SELECT ${COLUMNS} FROM ec_service.runs AS run WHERE ${where.text} ORDER BY id DESC LIMIT ${String(limit + 1)}`,
      where.values,
    );
  }

  /** False when its status was none of those. */
  async change(
    tenant: string,
    id: string,
    from: readonly EvolutionRunStatus[],
    to: EvolutionRunStatus,
  ): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      const [, changed] = await transaction.query<[unknown, number]>(
        `UPDATE ec_service.runs SET status = $4, attempts = 0,
           finished_at = CASE WHEN $4 = 'cancelled' THEN now() ELSE finished_at END
         WHERE tenant = $1 AND id = $2 AND status = ANY ($3)`,
        [tenant, id, from, to],
      );
      if (to === 'cancelled' && changed === 1) await deleteScores(transaction, { tenant, id });
      return changed === 1;
    });
  }

  /** Whether either side of the evidence still has a case labelled `allow`, and another one. */
  async isUsable(tenant: string, id: string): Promise<boolean> {
    const [row] = await this.database.query<{ usable: boolean }[]>(
      `SELECT count(DISTINCT (place < training_cases, label = 'allow')) = 4 AS usable
       FROM ec_service.evidence_cases AS one JOIN ec_service.runs AS run ON run.tenant = one.tenant AND run.id = one.run_id
       WHERE one.tenant = $1 AND one.run_id = $2 AND NOT one.erased`,
      [tenant, id],
    );
    return row?.usable === true;
  }

  /**
   * Has the front scored again, by these rules; until that is done it stands by those of before. False when the run is not
   * complete, or another one on the policy is open.
   */
  async replay(tenant: string, id: string, version: number, sources: RunEntity['sources']): Promise<boolean> {
    try {
      const [, changed] = await this.database.query<[unknown, number]>(
        `UPDATE ec_service.runs AS run SET status = 'replaying', next_sources = $4, next_version = $3, attempts = 0
         WHERE tenant = $1 AND id = $2 AND status = 'completed'
           AND NOT EXISTS (SELECT FROM ec_service.runs AS other
             WHERE other.tenant = $1 AND other.policy_id = run.policy_id AND other.${OPEN})`,
        [tenant, id, version, JSON.stringify(sources)],
      );
      return changed === 1;
    } catch (error) {
      // One that began meanwhile.
      if (isTaken(error)) return false;
      throw error;
    }
  }

  async setOutdated(tenant: string, id: string, outdated: boolean): Promise<void> {
    await this.database.query(
      'UPDATE ec_service.runs SET outdated = $3 WHERE tenant = $1 AND id = $2 AND outdated <> $3',
      [tenant, id, outdated],
    );
  }

  /** What came after a generation, in its order. */
  progress(tenant: string, id: string, after: number): Promise<ProgressRow[]> {
    return this.database.query<ProgressRow[]>(
      `SELECT generation, front, hypervolume, evaluated FROM ec_service.generations
       WHERE tenant = $1 AND run_id = $2 AND generation > $3 ORDER BY generation LIMIT ${String(PROGRESS_AT_ONCE)}`,
      [tenant, id, after],
    );
  }

  /** How good the front was after each generation. */
  history(tenant: string, id: string): Promise<Pick<GenerationEntity, 'generation' | 'hypervolume'>[]> {
    return this.database.query<Pick<GenerationEntity, 'generation' | 'hypervolume'>[]>(
      `SELECT generation, hypervolume FROM ec_service.generations
       WHERE tenant = $1 AND run_id = $2 ORDER BY generation`,
      [tenant, id],
    );
  }

  /** Of runs that ended so many days ago. */
  async dropEvidence(days: number): Promise<void> {
    await this.database.query(
      `DELETE FROM ec_service.evidence_cases AS one USING ec_service.runs AS run
       WHERE run.tenant = one.tenant AND run.id = one.run_id
         AND run.finished_at < now() - make_interval(days => $1) AND run.status IN ('completed', 'cancelled', 'failed')`,
      [days],
    );
  }

  async hasEvidence(tenant: string, id: string): Promise<boolean> {
    const rows = await this.database.query<unknown[]>(
      'SELECT FROM ec_service.evidence_cases WHERE tenant = $1 AND run_id = $2 LIMIT 1',
      [tenant, id],
    );
    return rows.length > 0;
  }
}

const isTaken = (error: unknown): boolean =>
  error instanceof QueryFailedError && (error.driverError as { code?: unknown }).code === UNIQUE_VIOLATION;
