/** Metadata of a cached handler or method: a `CacheMark`. */
export const CACHE_MARK = Symbol('cache-mark');

export const CACHE_CLASSES = ['hot-endpoint', 'database-query', 'constitutional-data'] as const;
export type CacheClass = (typeof CACHE_CLASSES)[number];

/** What a cached route or method is asked. */
interface Asked {
  readonly tenant: string;
  /** Of the route's path. */
  readonly params: Readonly<Record<string, string>>;
}

interface CacheOptions {
  /** Instead of the class's time, whole seconds. */
  readonly ttlSeconds?: number;
  /** How long past its time an answer is shown while a new one is made. Never shown once it is invalidated. */
  readonly staleSeconds?: number;
  /** "Not found" is kept as well, for half a minute at most. */
  readonly negative?: boolean;
}

/** For a route handler: a GET alone. */
export interface RouteCacheOptions extends CacheOptions {
  /** What outdates the answer. */
  readonly tags: (asked: Asked) => readonly string[];
  /** Whose answer is the same. Without it nobody sees the answer of another caller. */
  readonly sharedBy?: 'tenant' | 'permissions';
}

/** For a method of a provider, whose arguments and result are plain JSON. A result of null is "not found". */
export interface MethodCacheOptions extends CacheOptions {
  readonly methodTags: readonly string[];
  /** Null for what is the same for every tenant. */
  readonly tenantOf: ((...parts: never[]) => string) | null;
}

export interface CacheMark {
  readonly class: CacheClass;
  readonly options: RouteCacheOptions | MethodCacheOptions;
}

export const isForRoute = (options: CacheMark['options']): options is RouteCacheOptions => 'tags' in options;
