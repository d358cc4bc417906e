import { z } from 'zod';
import { STATEMENT_MILLISECONDS } from './statement-bounds.js';

/** Environment variables of every service that keeps something in PostgreSQL. */
export const databaseVariables = {
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must look like postgres://user:password@host:5432/database' })
    .optional()
    .meta({
      description: 'all services share one database, a schema each; one that is away ends the start',
      accepts: 'postgres URL',
      unset: 'the PostgreSQL that comes with ACGS, `ACGS_HOME/postgres`',
    }),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(20).meta({
    description:
      'connections for the requests of one process; beside them it opens [two more](workers.md#what-they-share) at most',
  }),
  DATABASE_POOL_WAIT_MS: z.coerce.number().int().min(1).max(600_000).default(30_000).meta({
    description:
      'milliseconds a request waits for one of them; then it gets a 503. Behind the gateway, one below `UPSTREAM_TIMEOUT_MS`: it answers 504 when that is over',
  }),
  DATABASE_STATEMENT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(STATEMENT_MILLISECONDS)
    .default(STATEMENT_MILLISECONDS)
    .meta({
      description:
        'milliseconds a statement may take, a wait for a lock four fifths of it, a silent server six fifths; then the request gets a 503',
    }),
  DATABASE_CONNECTION_LIFETIME_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(86_400)
    .default(3600)
    .meta({ description: 'seconds after which a connection is replaced' }),
  SLOW_QUERY_MS: z.coerce.number().int().min(0).max(600_000).default(100).meta({
    description:
      'milliseconds; statements that take longer are listed under `/api/v1/admin/queries`, and explained when they only read',
  }),
  ACGS_HOME: z.string().min(1).default('.acgs').meta({
    description:
      "folder of that PostgreSQL, of the clients' secrets, and of the keys of `auth-service` and `integrity-service`",
  }),
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
