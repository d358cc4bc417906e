import type { DataSource } from 'typeorm';
import { DecisionPartitions } from '../../apps/governance-engine/src/decisions/decision-partitions.js';
import { ExpiredPartitions } from '../../apps/governance-engine/src/decisions/expired-partitions.js';
import { LegalHoldsRepository } from '../../apps/governance-engine/src/legal-holds/legal-holds.repository.js';

/** Those of a database without a service. */
export const decisionPartitions = (database: DataSource, retentionDays = 0): DecisionPartitions =>
  new DecisionPartitions(
    database,
    { DECISION_RETENTION_DAYS: retentionDays, IDEMPOTENCY_RETENTION_HOURS: 24 },
    new ExpiredPartitions(database, new LegalHoldsRepository(database)),
  );
