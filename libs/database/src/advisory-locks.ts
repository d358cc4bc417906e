/**
 * Every advisory lock of PostgreSQL that is taken anywhere in the installation; a number is never given to another purpose,
 * since processes of an earlier version may hold it.
 */
export const ADVISORY_LOCKS = {
  /** One process at a time changes the tables. */
  tables: 7_205_160_011,
  /** Serialises those who invalidate patterns, so that their epochs grow in the order of their commits. */
  cachePatterns: 7_205_160_012,
  /** One process makes the indexes; the others go on without. */
  indexes: 7_205_160_013,
  /** Partitions of decisions are made and dropped by one process at a time. */
  decisionPartitions: 7_205_160_014,
  /** Simulations are queued one by one, so that no more are than may. */
  simulationQueue: 7_205_160_015,
  /** One process at a time takes leaves into the trees of the log. */
  sequencer: 7_205_160_021,
  /** One process makes a key of the log. */
  logKeys: 7_205_160_022,
  /** One process at a time deletes what the authorization server has kept for long enough. */
  expiredOAuthRecords: 7_205_160_031,
  /** One process at a time makes a key for tokens. */
  signingKeys: 7_205_160_032,
} as const;
