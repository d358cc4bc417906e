import { z } from 'zod';

const CacheTierCountsSchema = z.strictObject({
  local: z.int().meta({ description: 'The tier that a process has to itself' }),
  shared: z.int().meta({ description: 'Redis; asked only for what the local tier does not have' }),
});

const CacheClassStatsSchema = z
  .strictObject({
    class: z.enum(['hot-endpoint', 'database-query', 'constitutional-data']),
    hits: CacheTierCountsSchema,
    misses: CacheTierCountsSchema,
    bypasses: z
      .strictObject({ 'no-cache': z.int(), unconfirmed: z.int() })
      .meta({ description: 'Reads that went to the source, and why' }),
    stale: CacheTierCountsSchema.meta({
      description: 'Answers shown past their time while a new one was made',
    }),
    errors: z
      .strictObject({ shared: z.int(), source: z.int() })
      .meta({ description: 'Failures of Redis, and of the source in a renewal that nobody waited for' }),
  })
  .meta({ id: 'CacheClassStats' });

/** Of one process, since it started. Every process knows its own alone. */
export const CacheStatsSchema = z
  .strictObject({
    process: z.int().meta({ description: 'Its id' }),
    redis: z.enum(['up', 'down', 'off']),
    confirmedMs: z
      .number()
      .nullable()
      .meta({ description: 'Milliseconds since invalidations were last known for certain; null for never' }),
    local: z.strictObject({
      entries: z.int(),
      bytes: z.int(),
      maxEntries: z.int(),
      maxBytes: z.int(),
    }),
    classes: z.array(CacheClassStatsSchema),
  })
  .meta({ id: 'CacheStats' });
export type CacheStats = z.infer<typeof CacheStatsSchema>;

/** What keys are made of, so that none holds a `*` or `?`. */
const KeySchema = z.string().regex(/^[A-Za-z0-9:%._~!'()-]{1,1024}$/, 'must be a key as it stands in Redis');

export const CacheInvalidationSchema = z
  .strictObject({
    keys: z.array(KeySchema).min(1).max(50).optional(),
    tags: z
      .array(z.string().min(1).max(256))
      .min(1)
      .max(50)
      .optional()
      .meta({ description: '`constitution`, `policies:<tenant>`, `policy:<tenant>:<id>`' }),
    pattern: z
      .string()
      .regex(/^[A-Za-z0-9:%._~!'()*?-]{1,256}$/, 'must be characters of keys, with * and ?')
      .optional()
      .meta({ description: '`*` stands for any characters, `?` for one' }),
  })
  .refine((body) => Object.values(body).some((part) => part !== undefined), {
    message: 'name keys, tags or a pattern',
  })
  .meta({ id: 'CacheInvalidation' });
export type CacheInvalidationRequest = z.infer<typeof CacheInvalidationSchema>;

export const CacheInvalidationResultSchema = z
  .strictObject({
    process: z.int().meta({ description: 'The one that answers' }),
    removed: z
      .strictObject({
        local: z
          .int()
          .meta({ description: 'Of that process; the others remove nothing, and show nothing of it' }),
        shared: z
          .int()
          .nullable()
          .meta({ description: 'Of Redis; null when it is off, away or too full to be looked through' }),
      })
      .meta({
        description: 'Entries that keys and pattern have removed; tags make outdated, and remove nothing',
      }),
  })
  .meta({ id: 'CacheInvalidationResult' });
export type CacheInvalidationResult = z.infer<typeof CacheInvalidationResultSchema>;
