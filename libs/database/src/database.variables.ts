import { z } from 'zod';

/** Environment variables of every service that keeps something in PostgreSQL. */
export const databaseVariables = {
  /** The folder of what an installation without a database of its own keeps on this machine. */
  ACGS_HOME: z.string().min(1).default('.acgs'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must look like postgres://user:password@host:5432/database' })
    .optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(20),
};

export interface DatabaseSettings {
  readonly ACGS_HOME: string;
  readonly DATABASE_URL?: string | undefined;
  readonly DATABASE_POOL_SIZE: number;
}
