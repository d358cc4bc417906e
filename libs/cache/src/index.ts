export { ConstitutionalDataCache, DatabaseQueryCache, HotEndpointCache } from './cache.decorators.js';
export { CacheInvalidation, type Outdate } from './cache-invalidation.js';
export { CacheModule } from './cache.module.js';
export type { RouteCacheOptions } from './cache.options.js';
export { cacheVariables } from './cache.variables.js';
export { matchesStrongly, matchesWeakly } from './core/entity-tags.js';
