import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import {
  newUuidV7,
  type RecordedEvidence,
  type Simulation,
  type SimulationPageQuery,
  smallestDecisionId,
  type UploadedCase,
} from '@acgs/contracts';
import { ADVISORY_LOCKS, Conditions, StaleReads } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { FrozenRules, ResolvedCandidate } from './candidate-rules.js';
import { noCounts } from './replay/replay-counts.js';
import { COLUMNS, type SimulationRow, simulationOf } from './simulation-row.js';

export interface NewSimulation extends Omit<ResolvedCandidate, 'sources'> {
  readonly sources: FrozenRules;
  readonly title: string;
  readonly createdBy: string;
  readonly evidence: Simulation['evidence'];
  /** Uploaded ones. */
  readonly cases: readonly UploadedCase[];
}

const ROWS = `governance_engine.simulations WHERE tenant = $1`;

/** What people ask of simulations; the work on them is in `SimulationJobs`. */
@Injectable()
export class SimulationsRepository {
  constructor(
    private readonly database: DataSource,
    private readonly staleReads: StaleReads,
  ) {}

  /** Null when as many as `most` are queued or running already. */
  insert(tenant: string, simulation: NewSimulation, most: number): Promise<Simulation | null> {
    return this.database.transaction(async (transaction) => {
      await transaction.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.simulationQueue]);
      const [open] = await transaction.query<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM ${ROWS} AND status IN ('queued', 'running')`,
        [tenant],
      );
      if ((open?.count ?? 0) >= most) return null;
      return await insertWhole(transaction, tenant, simulation);
    });
  }

  async find(tenant: string, simulationId: string): Promise<Simulation | null> {
    const [row] = await this.database.query<SimulationRow[]>(
      `SELECT ${COLUMNS} FROM ${ROWS} AND simulation_id = $2`,
      [tenant, simulationId],
    );
    return row === undefined ? null : simulationOf(row);
  }

  /** Newest first; one more than `query.limit`, to tell whether there is a next page. */
  async list(tenant: string, query: SimulationPageQuery): Promise<Simulation[]> {
    const where = new Conditions()
      .add((p) => `tenant = ${p}`, tenant)
      .add((p) => `simulation_id < ${p}`, query.cursor)
      .add((p) => `status = ${p}`, query.status);
    const rows = await this.staleReads.query<SimulationRow>(
      'simulations.list',
      `SELECT ${COLUMNS} FROM governance_engine.simulations WHERE ${where.text}
       ORDER BY tenant, simulation_id DESC LIMIT ${String(query.limit + 1)}`,
      where.values,
    );
    return rows.map(simulationOf);
  }

  /** False when it had ended already, or there is none. Whoever replays it keeps nothing more. */
  async cancel(tenant: string, simulationId: string): Promise<boolean> {
    const [, changed] = await this.database.query<[unknown, number]>(
      `UPDATE governance_engine.simulations
       SET status = 'cancelled', finished_at = now(), lease_id = NULL, leased_until = NULL
       WHERE tenant = $1 AND simulation_id = $2 AND status IN ('queued', 'running')`,
      [tenant, simulationId],
    );
    return changed > 0;
  }

  /** Whether anything at all was recorded in that time. */
  async hasEvidence(tenant: string, { from, to }: RecordedEvidence): Promise<boolean> {
    const rows = await this.database.query<unknown[]>(
      `SELECT FROM governance_engine.decisions
       WHERE tenant = $1 AND decision_id >= $2 AND decision_id < $3 ORDER BY tenant, decision_id LIMIT 1`,
      [tenant, smallestDecisionId(new Date(from)), smallestDecisionId(new Date(to))],
    );
    return rows.length > 0;
  }
}

async function insertWhole(
  transaction: EntityManager,
  tenant: string,
  { title, createdBy, evidence, summary, base, pins, sources, cases }: NewSimulation,
): Promise<Simulation> {
  const simulationId = newUuidV7();
  const [row] = await transaction.query<SimulationRow[]>(
    `INSERT INTO governance_engine.simulations
       (tenant, simulation_id, title, created_by, evidence, candidate, base, pins, sources, counts, constitutional_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING ${COLUMNS}`,
    [
      tenant,
      simulationId,
      title,
      createdBy,
      ...[evidence, summary, base, pins, sources, noCounts()].map((document) => JSON.stringify(document)),
      CONSTITUTIONAL_HASH,
    ],
  );
  if (row === undefined) throw new TypeError('an insertion gives its row');
  if (cases.length > 0) await insertCases(transaction, tenant, simulationId, cases);
  return simulationOf(row);
}

async function insertCases(
  transaction: EntityManager,
  tenant: string,
  simulationId: string,
  cases: readonly UploadedCase[],
): Promise<void> {
  await transaction.query(
    `INSERT INTO governance_engine.simulation_cases
       (tenant, simulation_id, number, request, outcome, label, constitutional_hash)
     SELECT $1, $2, number, request, outcome, label, $4
     FROM ROWS FROM (json_to_recordset($3::json) AS (request json, outcome text, label text)) WITH ORDINALITY
       AS one (request, outcome, label, number)`,
    [tenant, simulationId, JSON.stringify(cases), CONSTITUTIONAL_HASH],
  );
}
