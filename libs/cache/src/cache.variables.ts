import { z } from 'zod';

const DAY = 86_400;
const MEBIBYTE = 1024 * 1024;

const seconds = z.coerce.number().int().min(0).max(DAY);

/** Environment variables of every service that caches. */
export const cacheVariables = {
  CACHE_HOT_ENDPOINT_TTL_SECONDS: seconds
    .default(300)
    .meta({ description: 'seconds for which answers that are read again and again are kept; 0 keeps none' }),
  CACHE_DATABASE_QUERY_TTL_SECONDS: seconds
    .default(600)
    .meta({ description: 'the same for lists and single policies' }),
  CACHE_CONSTITUTIONAL_DATA_TTL_SECONDS: seconds
    .default(1800)
    .meta({ description: 'the same for versions of the constitution and their differences' }),
  CACHE_LOCAL_MAX_ENTRIES: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000_000)
    .default(10_000)
    .meta({ description: 'answers that one process keeps itself; the least recently used give way' }),
  CACHE_LOCAL_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(MEBIBYTE)
    .max(16_384 * MEBIBYTE)
    .default(64 * MEBIBYTE)
    .meta({ description: 'bytes they may take; none takes more than an eighth of it' }),
};

export type CacheSettings = Readonly<Record<keyof typeof cacheVariables, number>>;

/** Injection token of the settings with the name of the app. */
export const CACHE_SETTINGS = Symbol('cache-settings');
export type CacheModuleSettings = CacheSettings & { readonly app: string };
