import type { EntityManager } from 'typeorm';
import type { RunEntity } from './run.entity.js';

/** What only a search that goes on needs. */
export async function deleteScores(
  transaction: EntityManager,
  { tenant, id }: Pick<RunEntity, 'tenant' | 'id'>,
): Promise<void> {
  await transaction.query('DELETE FROM ec_service.scores WHERE tenant = $1 AND run_id = $2', [tenant, id]);
}
