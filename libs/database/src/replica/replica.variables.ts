import { z } from 'zod';

/** Environment variables of the services that have reads which a replica may answer. */
export const replicaVariables = {
  DATABASE_REPLICA_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must look like postgres://user:password@host:5432/database' })
    .optional()
    .meta({
      description:
        'a streaming replica of that database, for [the reads that may be behind](scale.md#reads-from-a-replica); one server, reached directly. One that is away or behind is done without',
      accepts: 'postgres URL',
      unset: 'none: all reads go to the primary',
    }),
  DATABASE_REPLICA_MAX_LAG_MS: z.coerce.number().int().min(100).max(600_000).default(5000).meta({
    description: 'milliseconds that an answer of the replica may be behind; beyond that the primary is asked',
  }),
};

export interface ReplicaSettings {
  readonly DATABASE_REPLICA_URL?: string | undefined;
  readonly DATABASE_REPLICA_MAX_LAG_MS?: number;
}
