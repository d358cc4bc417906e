import type { Client } from 'pg';
import { MetricsScrape } from '../metrics-scrape.js';
import { secondsOfPostgres } from './processor-time.js';

/** What one of something (a decision, a leaf, a token) took, on average over a run. */
export interface Costs {
  readonly count: number;
  readonly seconds: number;
  /** Microseconds of processor of the service, all its processes, and of PostgreSQL. */
  readonly service: number;
  readonly postgres: number;
  /** Bytes of write-ahead log, which replicas and archives get as well. */
  readonly wal: number;
}

interface Reading {
  readonly at: number;
  readonly service: number;
  readonly postgres: number;
  readonly wal: number;
}

/** Runs the task, and divides what the service at this address and PostgreSQL used meanwhile by what the task counted. */
export async function costsOf<Result>(
  database: Client,
  origin: string,
  task: () => Promise<[count: number, result: Result]>,
): Promise<[Costs, Result]> {
  const before = await reading(database, origin);
  const [count, result] = await task();
  const after = await reading(database, origin);
  const microseconds = (name: 'service' | 'postgres'): number => (1e6 * (after[name] - before[name])) / count;
  const costs = {
    count,
    seconds: (after.at - before.at) / 1000,
    service: microseconds('service'),
    postgres: microseconds('postgres'),
    wal: (after.wal - before.wal) / count,
  };
  return [costs, result];
}

async function reading(database: Client, origin: string): Promise<Reading> {
  const scrape = await MetricsScrape.of(origin);
  const { rows } = await database.query<{ wal: string }>(
    `SELECT pg_current_wal_lsn() - '0/0'::pg_lsn AS wal`,
  );
  return {
    at: scrape.at,
    service: scrape.sum('process_cpu_seconds_total'),
    postgres: await secondsOfPostgres(database),
    wal: Number(rows[0]?.wal),
  };
}

/** Bytes of these tables with their indexes and partitions. */
export async function bytesOf(database: Client, tables: readonly string[]): Promise<number> {
  const { rows } = await database.query<{ bytes: string }>(
    `SELECT sum(pg_total_relation_size(oid)) AS bytes FROM pg_class WHERE oid = ANY ($1::regclass[])
       OR oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = ANY ($1::regclass[]))`,
    [tables],
  );
  return Number(rows[0]?.bytes);
}
