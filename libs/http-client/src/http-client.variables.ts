import { z } from 'zod';

/** Environment variables of every service that calls others. */
export const httpClientVariables = {
  UPSTREAM_MAX_CONNECTIONS: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(100)
    .meta({ description: 'connections of one process to one service, at most; requests beyond them wait' }),
  UPSTREAM_CALLS_PER_SECOND: z.coerce.number().int().min(1).max(1_000_000).default(1000).meta({
    description:
      '[calls](service-calls.md) of one process to one service, on the average; those beyond it are a 503. Streams are not calls',
  }),
};

export interface HttpClientSettings {
  /** Connections of one process to one service, at most. */
  readonly UPSTREAM_MAX_CONNECTIONS: number;
  /** Calls of one process to one service, on the average; as many may come at once. */
  readonly UPSTREAM_CALLS_PER_SECOND: number;
}
