import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { EvaluationRequest } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { erasedRequest } from './erased-request.js';

interface DecisionKey {
  readonly tenant: string;
  readonly decisionId: string;
}

/** Every statement about erasures. A trigger takes each into the log, in the same transaction. */
@Injectable()
export class ErasuresRepository {
  constructor(private readonly database: DataSource) {}

  /**
   * The fields that are erased now: of an earlier erasure, when there was one, and those alone. Null when there is no such
   * decision; without a field that it has, nothing is recorded.
   */
  erase(key: DecisionKey, fields: readonly string[], erasedBy: string): Promise<readonly string[] | null> {
    return this.database.transaction(async (transaction) => {
      const request = await lockedRequest(transaction, key);
      if (request === null) return null;
      const earlier = await erasedFields(transaction, key);
      if (earlier !== null) return earlier;
      const { request: left, erased } = erasedRequest(request, fields);
      if (erased.length === 0) return erased;
      await replaceRequest(transaction, key, left);
      await transaction.query(
        `INSERT INTO governance_engine.erasures (tenant, decision_id, fields, erased_by, constitutional_hash)
         VALUES ($1, $2, $3, $4, $5)`,
        [key.tenant, key.decisionId, erased, erasedBy, CONSTITUTIONAL_HASH],
      );
      return erased;
    });
  }

  /** Null when nothing of the decision was erased. */
  fields(key: DecisionKey): Promise<readonly string[] | null> {
    return erasedFields(this.database.manager, key);
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

async function erasedFields(
  manager: EntityManager,
  { tenant, decisionId }: DecisionKey,
): Promise<readonly string[] | null> {
  const [row] = await manager.query<{ fields: string[] }[]>(
    'SELECT fields FROM governance_engine.erasures WHERE tenant = $1 AND decision_id = $2',
    [tenant, decisionId],
  );
  return row?.fields ?? null;
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
