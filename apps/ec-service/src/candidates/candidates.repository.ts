import type { EvolutionFlip, EvolutionFlipPageQuery } from '@acgs/contracts';
import { StaleReads } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { GuardEntity } from '../guards/guard.entity.js';
import type { EvidenceCaseEntity } from '../runs/evidence-case.entity.js';
import { type CandidateEntity, ERASED, TODAY } from './candidate.entity.js';

type Guard = Pick<GuardEntity, 'status' | 'hours' | 'bounds' | 'activeSince' | 'comparison'>;

/** With the guard of the version that was made of it. */
export type CandidateRow = Omit<
  CandidateEntity,
  'tenant' | 'runId' | 'place' | 'outcomes' | 'constitutionalHash'
> & {
  readonly guard: Guard | null;
};

export type DifferingCase = Pick<
  EvidenceCaseEntity,
  'place' | 'decisionId' | 'decidedAt' | 'action' | 'label'
> & {
  /** Places in `OUTCOMES`. */
  readonly today: number;
  readonly candidate: number;
};

const COLUMNS = `candidate.id, settings, changes, training, held_out AS "heldOut", warnings, violation, review,
  reviewed_by AS "reviewedBy", reviewed_at AS "reviewedAt", reason, proposed_version AS "proposedVersion",
  CASE WHEN guard.status IS NOT NULL THEN json_build_object('status', guard.status, 'hours', hours, 'bounds', bounds,
    'activeSince', active_since, 'comparison', comparison) END AS guard`;
const FROM = `FROM ec_service.candidates AS candidate LEFT JOIN ec_service.guards AS guard
  ON guard.tenant = candidate.tenant AND guard.run_id = candidate.run_id AND guard.candidate_id = candidate.id`;

/** Every statement about candidates of complete runs. */
@Injectable()
export class CandidatesRepository {
  constructor(
    private readonly database: DataSource,
    private readonly staleReads: StaleReads,
  ) {}

  /** The policy as it is comes first; none before the run is complete. */
  list(tenant: string, runId: string): Promise<CandidateRow[]> {
    return this.database.query<CandidateRow[]>(
      `SELECT ${COLUMNS} ${FROM} WHERE candidate.tenant = $1 AND candidate.run_id = $2 ORDER BY place`,
      [tenant, runId],
    );
  }

  async find(tenant: string, runId: string, id: string): Promise<CandidateRow | null> {
    const [row] = await this.database.query<CandidateRow[]>(
      `SELECT ${COLUMNS} ${FROM} WHERE candidate.tenant = $1 AND candidate.run_id = $2 AND candidate.id = $3`,
      [tenant, runId, id],
    );
    return row ?? null;
  }

  /** Of all but the policy as it is. */
  settingsOf(tenant: string, runId: string): Promise<Pick<CandidateEntity, 'id' | 'settings'>[]> {
    return this.database.query<Pick<CandidateEntity, 'id' | 'settings'>[]>(
      `SELECT id, settings FROM ec_service.candidates
       WHERE tenant = $1 AND run_id = $2 AND id <> $3 ORDER BY place`,
      [tenant, runId, TODAY],
    );
  }

  /** Cases that come out differently than today, in their order; one more than asked for, when there is one. */
  differing(
    tenant: string,
    runId: string,
    id: string,
    { limit, cursor = 0 }: EvolutionFlipPageQuery,
  ): Promise<DifferingCase[]> {
    return this.staleReads.query<DifferingCase>(
      'runs.flips',
      `SELECT one.place, decision_id AS "decisionId", decided_at AS "decidedAt", action, label,
         get_byte(today.outcomes, one.place) AS today, get_byte(candidate.outcomes, one.place) AS candidate
       FROM ec_service.evidence_cases AS one
       JOIN ec_service.candidates AS today ON today.tenant = $1 AND today.run_id = $2 AND today.id = $4
       JOIN ec_service.candidates AS candidate ON candidate.tenant = $1 AND candidate.run_id = $2 AND candidate.id = $3
       WHERE one.tenant = $1 AND one.run_id = $2 AND one.place >= $5
         AND get_byte(today.outcomes, one.place) <> get_byte(candidate.outcomes, one.place)
       ORDER BY one.place LIMIT ${String(limit + 1)}`,
      [tenant, runId, id, TODAY, cursor],
      (rows) => rows.length > limit,
    );
  }

  /** What was held out, from the first case of it on, and what the candidate makes of it. */
  async heldOut(
    tenant: string,
    runId: string,
    id: string,
    from: number,
  ): Promise<{ cases: Pick<EvolutionFlip, 'action' | 'label'>[]; outcomes: Uint8Array }> {
    const cases = await this.database.query<
      (Pick<EvolutionFlip, 'action' | 'label'> & { outcome: number })[]
    >(
      `SELECT action, label, get_byte(outcomes, one.place) AS outcome
       FROM ec_service.evidence_cases AS one JOIN ec_service.candidates AS candidate USING (tenant, run_id)
       WHERE tenant = $1 AND run_id = $2 AND candidate.id = $3 AND one.place >= $4
         AND get_byte(outcomes, one.place) <> ${String(ERASED)} ORDER BY one.place`,
      [tenant, runId, id, from],
    );
    return { cases, outcomes: Uint8Array.from(cases, ({ outcome }) => outcome) };
  }
}
