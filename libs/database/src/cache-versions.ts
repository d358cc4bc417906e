import type { EntityManager } from 'typeorm';
import { ADVISORY_LOCKS } from './advisory-locks.js';
import { VERSIONS_CHANNEL } from './rule-versions.js';

/** Into so many slots the tags of caches fall; a few that share one are invalidated together. */
export const CACHE_SLOTS = 128;
/** How many of the last invalidated patterns are remembered; what is older than all of them counts as invalidated. */
export const CACHE_PATTERNS_KEPT = 64;

/** Microseconds since 1970 when that is more than the epoch before, so that a restored backup repeats none. */
const NEXT = (epoch: string): string =>
  `greatest(${epoch} + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)`;

export interface CachePattern {
  readonly epoch: number;
  readonly pattern: string;
}

export interface CacheVersions {
  /** Made once for each database, so that two installations may share a Redis. */
  readonly installation: string;
  /** By slot; a slot's epoch grows with each invalidation of one of its tags. */
  readonly epochs: readonly number[];
  /** The last ones, oldest first. */
  readonly patterns: readonly CachePattern[];
}

/** Before the first reading. */
export const NO_CACHE_VERSIONS: CacheVersions = { installation: '', epochs: [], patterns: [] };

export interface SlotEpoch {
  readonly slot: number;
  readonly epoch: number;
}

/**
 * Begins a new epoch of these slots, and tells every process when the surrounding transaction commits. To be called last:
 * the slots are locked from here to the commit, always in the same order.
 */
export async function advanceCacheEpochs(
  transaction: EntityManager,
  slots: readonly number[],
): Promise<SlotEpoch[]> {
  const [rows] = await transaction.query<[{ slot: number; epoch: string }[], number]>(
    `WITH locked AS (SELECT slot FROM acgs.cache_epochs WHERE slot = ANY ($1) ORDER BY slot FOR UPDATE)
     UPDATE acgs.cache_epochs SET epoch = ${NEXT('cache_epochs.epoch')} FROM locked
     WHERE cache_epochs.slot = locked.slot RETURNING cache_epochs.slot, cache_epochs.epoch`,
    [slots],
  );
  await transaction.query('SELECT pg_notify($1, $2)', [VERSIONS_CHANNEL, 'cache']);
  return rows.map(({ slot, epoch }) => ({ slot, epoch: Number(epoch) }));
}

/** Remembers that what these patterns match is outdated, and forgets the oldest patterns. To be called last, too. */
export async function addCachePatterns(
  transaction: EntityManager,
  patterns: readonly string[],
): Promise<CachePattern[]> {
  await transaction.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.cachePatterns]);
  const rows = await transaction.query<{ epoch: string; pattern: string }[]>(
    `INSERT INTO acgs.cache_patterns (epoch, pattern)
     SELECT ${NEXT('(SELECT coalesce(max(epoch), 0) FROM acgs.cache_patterns)')} + ordinal, pattern
     FROM unnest($1::text[]) WITH ORDINALITY AS given (pattern, ordinal) RETURNING epoch, pattern`,
    [patterns],
  );
  await transaction.query(
    `DELETE FROM acgs.cache_patterns WHERE epoch <=
       (SELECT epoch FROM acgs.cache_patterns ORDER BY epoch DESC OFFSET $1 LIMIT 1)`,
    [CACHE_PATTERNS_KEPT],
  );
  await transaction.query('SELECT pg_notify($1, $2)', [VERSIONS_CHANNEL, 'cache']);
  return rows.map(({ epoch, pattern }) => ({ epoch: Number(epoch), pattern }));
}
