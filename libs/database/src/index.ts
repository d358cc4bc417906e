export { ADVISORY_LOCKS } from './advisory-locks.js';
export { AwaitedRows } from './awaited-rows.js';
export { bulkUpsert } from './bulk-upsert.js';
export { Conditions } from './core/conditions.js';
export {
  addCachePatterns,
  advanceCacheEpochs,
  CACHE_PATTERNS_KEPT,
  CACHE_SLOTS,
  type CachePattern,
  type CacheVersions,
  NO_CACHE_VERSIONS,
  type SlotEpoch,
} from './cache-versions.js';
export { DatabaseModule } from './database.module.js';
export { DatabaseUrl } from './database-url.js';
export { CONNECTIONS_BESIDE_THE_POOL, shareDatabase } from './share-database.js';
export { translateDatabaseError } from './translate-database-error.js';
export { databaseVariables } from './database.variables.js';
export { freePort } from './free-port.js';
export { pageFrom } from './keyset.js';
export { MIGRATION_NAMES, migrateTo } from './migrate.js';
export { LocalPostgres } from './local-postgres/local-postgres.js';
export { type PreparedStatement, runPrepared } from './prepared-statement.js';
export { positionOf } from './replica/replica-progress.js';
export { FactsConnection, type ServerFacts, unlikeness } from './replica/server-facts.js';
export { replicaVariables } from './replica/replica.variables.js';
export { type LentReplica, StaleReads } from './replica/stale-reads.js';
export { readRevocations, revokeTokens } from './token-revocations.js';
export { announceRuleVersion, type RuleVersions } from './rule-versions.js';
export { VersionWatch } from './version-watch.js';
