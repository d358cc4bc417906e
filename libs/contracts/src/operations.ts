import { z } from 'zod';
import { CacheInvalidationResultSchema, CacheStatsSchema } from './cache.js';
import { type Problem, ProblemSchema } from './problem.js';

const QueryPlanSchema = z
  .strictObject({
    readAt: z.iso.datetime(),
    tree: z.unknown().meta({
      description:
        'EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) of PostgreSQL, without the values in its conditions',
    }),
  })
  .meta({ id: 'QueryPlan' });

const SlowQuerySchema = z
  .strictObject({
    statement: z.string().meta({ description: 'Without literals and comments' }),
    count: z.int(),
    meanMs: z.number(),
    maxMs: z.number(),
    firstAt: z.iso.datetime(),
    lastAt: z.iso.datetime(),
    plan: QueryPlanSchema.nullable().meta({ description: 'The last one; null for what is not only read' }),
  })
  .meta({ id: 'SlowQuery' });
export type SlowQuery = z.infer<typeof SlowQuerySchema>;

/** What took longer than the threshold in one process, the costliest first. Every process knows its own alone. */
export const SlowQueriesSchema = z
  .strictObject({
    process: z.int().meta({ description: 'Its id' }),
    since: z.iso.datetime(),
    thresholdMs: z.number(),
    queries: z.array(SlowQuerySchema),
  })
  .meta({ id: 'SlowQueries' });
export type SlowQueries = z.infer<typeof SlowQueriesSchema>;

/** What one service said, or why it said nothing. */
export type ServiceAnswer<Answer> =
  | { readonly service: string; readonly answer: Answer }
  | { readonly service: string; readonly problem: Problem };

/** What the gateway was told by all services, always in the same order. */
export interface ServiceAnswers<Answer> {
  readonly services: ServiceAnswer<Answer>[];
}

const answersOf = <Answer>(
  id: string,
  answer: z.ZodType<Answer>,
): z.ZodType<{ services: ServiceAnswer<Answer>[] }> =>
  z
    .strictObject({
      services: z.array(
        z.union([
          z.strictObject({ service: z.string(), answer }),
          z.strictObject({ service: z.string(), problem: ProblemSchema }),
        ]),
      ),
    })
    .meta({ id });

export const SlowQueriesOfServicesSchema = answersOf('SlowQueriesOfServices', SlowQueriesSchema);

export const CacheStatsOfServicesSchema = answersOf('CacheStatsOfServices', CacheStatsSchema);

export const CacheInvalidationOfServicesSchema = answersOf(
  'CacheInvalidationOfServices',
  CacheInvalidationResultSchema,
);
