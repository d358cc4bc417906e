import { z } from 'zod';

const DAY = 86_400;
const MEBIBYTE = 1024 * 1024;

const seconds = z.coerce.number().int().min(0).max(DAY);

/** Environment variables of every service that caches. */
export const cacheVariables = {
  /** Seconds; 0 turns the class off. */
  CACHE_HOT_ENDPOINT_TTL_SECONDS: seconds.default(300),
  CACHE_DATABASE_QUERY_TTL_SECONDS: seconds.default(600),
  CACHE_CONSTITUTIONAL_DATA_TTL_SECONDS: seconds.default(1800),
  /** What one process keeps itself, in front of Redis. */
  CACHE_LOCAL_MAX_ENTRIES: z.coerce.number().int().min(1).max(10_000_000).default(10_000),
  CACHE_LOCAL_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(MEBIBYTE)
    .max(16_384 * MEBIBYTE)
    .default(64 * MEBIBYTE),
};

export type CacheSettings = Readonly<Record<keyof typeof cacheVariables, number>>;

/** Injection token of the settings with the name of the app. */
export const CACHE_SETTINGS = Symbol('cache-settings');
export type CacheModuleSettings = CacheSettings & { readonly app: string };
