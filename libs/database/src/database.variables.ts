import { z } from 'zod';
import { STATEMENT_MILLISECONDS } from './statement-bounds.js';

/** Environment variables of every service that keeps something in PostgreSQL. */
export const databaseVariables = {
  /** The folder of what an installation without a database of its own keeps on this machine. */
  ACGS_HOME: z.string().min(1).default('.acgs'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must look like postgres://user:password@host:5432/database' })
    .optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(20),
  /** How long a request waits for a connection before it is refused with 503. */
  DATABASE_POOL_WAIT_MS: z.coerce.number().int().min(1).max(600_000).default(30_000),
  /** What a statement may take; shorter than usual is possible, longer is not: callers would have given up by then. */
  DATABASE_STATEMENT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(STATEMENT_MILLISECONDS)
    .default(STATEMENT_MILLISECONDS),
  /** After which a connection is replaced. */
  DATABASE_CONNECTION_LIFETIME_SECONDS: z.coerce.number().int().min(1).max(86_400).default(3600),
  /** What takes longer is kept, and explained when it only reads. */
  SLOW_QUERY_MS: z.coerce.number().int().min(0).max(600_000).default(100),
};

export interface DatabaseSettings {
  readonly ACGS_HOME: string;
  readonly DATABASE_URL?: string | undefined;
  readonly DATABASE_POOL_SIZE: number;
  readonly DATABASE_POOL_WAIT_MS: number;
  readonly DATABASE_STATEMENT_MS: number;
  readonly DATABASE_CONNECTION_LIFETIME_SECONDS: number;
  readonly SLOW_QUERY_MS: number;
}
