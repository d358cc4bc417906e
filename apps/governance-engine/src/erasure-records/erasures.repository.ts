import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { EvaluationRequest } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DecisionHeldError } from '../legal-holds/legal-hold.errors.js';
import { LegalHoldsRepository } from '../legal-holds/legal-holds.repository.js';
import { erasedRequest } from './erased-request.js';

interface DecisionKey {
  readonly tenant: string;
  readonly decisionId: string;
}

interface NewErasure {
  /** From 1, in their order. */
  readonly number: number;
  readonly fields: readonly string[];
  readonly erasedBy: string;
}

/** Every statement about erasures. A trigger takes each into the log, in the same transaction. */
@Injectable()
export class ErasuresRepository {
  constructor(
    private readonly database: DataSource,
    private readonly holds: LegalHoldsRepository,
  ) {}

  /**
   * The fields that are erased now, those of earlier erasures first. Null when there is no such decision; without a field
   * that it still has, nothing is recorded. @throws DecisionHeldError
   */
  erase(key: DecisionKey, fields: readonly string[], erasedBy: string): Promise<readonly string[] | null> {
    return this.database.transaction(async (transaction) => {
      const request = await lockedRequest(transaction, key);
      if (request === null) return null;
      const earlier = await erasures(transaction, key);
      const known = earlier.flat();
      const fresh = fields.filter((field) => !known.includes(field));
      const { request: left, erased } = erasedRequest(request, fresh);
      if (erased.length === 0) return known;
      if (await this.holds.holdsDecision(transaction, key.tenant, key.decisionId))
        throw new DecisionHeldError(key.decisionId);
      await replaceRequest(transaction, key, left);
      await insertErasure(transaction, key, { number: earlier.length + 1, fields: erased, erasedBy });
      return [...known, ...erased];
    });
  }

  /** Null when nothing of the decision was erased. */
  async fields(key: DecisionKey): Promise<readonly string[] | null> {
    const fields = (await erasures(this.database.manager, key)).flat();
    return fields.length === 0 ? null : fields;
  }
}

/** Null when there is none. */
async function lockedRequest(
  transaction: EntityManager,
  { tenant, decisionId }: DecisionKey,
): Promise<EvaluationRequest | null> {
  const [row] = await transaction.query<{ request: EvaluationRequest }[]>(
    `SELECT request FROM governance_engine.decisions WHERE tenant = $1 AND decision_id = $2 FOR UPDATE`,
    [tenant, decisionId],
  );
  return row?.request ?? null;
}

/** The fields of each, in their order. */
async function erasures(manager: EntityManager, { tenant, decisionId }: DecisionKey): Promise<string[][]> {
  const rows = await manager.query<{ fields: string[] }[]>(
    `SELECT fields FROM governance_engine.erasure_entries
     WHERE tenant = $1 AND decision_id = $2 ORDER BY number`,
    [tenant, decisionId],
  );
  return rows.map(({ fields }) => fields);
}

async function insertErasure(
  transaction: EntityManager,
  { tenant, decisionId }: DecisionKey,
  { number, fields, erasedBy }: NewErasure,
): Promise<void> {
  const values = [tenant, decisionId, fields, erasedBy, CONSTITUTIONAL_HASH];
  if (number === 1) {
    await transaction.query(
      `INSERT INTO governance_engine.erasures (tenant, decision_id, fields, erased_by, constitutional_hash)
       VALUES ($1, $2, $3, $4, $5)`,
      values,
    );
    return;
  }
  await transaction.query(
    `INSERT INTO governance_engine.further_erasures
       (tenant, decision_id, fields, erased_by, constitutional_hash, number)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [...values, number],
  );
}

/** With the columns by which decisions are searched. */
async function replaceRequest(
  transaction: EntityManager,
  { tenant, decisionId }: DecisionKey,
  request: EvaluationRequest,
): Promise<void> {
  await transaction.query(
    `UPDATE governance_engine.decisions SET request = $3, subject_id = $4, action_name = $5, resource_id = $6,
       canonical = false
     WHERE tenant = $1 AND decision_id = $2`,
    [
      tenant,
      decisionId,
      JSON.stringify(request),
      request.subject.id,
      request.action.name,
      request.resource.id,
    ],
  );
}
