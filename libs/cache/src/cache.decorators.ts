import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { CacheInterceptor } from './cache.interceptor.js';
import {
  CACHE_MARK,
  type CacheClass,
  type CacheMark,
  isForRoute,
  type MethodCacheOptions,
  type RouteCacheOptions,
} from './cache.options.js';

type Options = RouteCacheOptions | MethodCacheOptions;

/** For what is read again and again: 300 s unless told. */
export const HotEndpointCache = (options: Options): MethodDecorator => marked('hot-endpoint', options);

/** For what the database has to look up: 600 s unless told. */
export const DatabaseQueryCache = (options: Options): MethodDecorator => marked('database-query', options);

/** For what only an amendment changes, or nothing does: 1800 s unless told. */
export const ConstitutionalDataCache = (options: Options): MethodDecorator =>
  marked('constitutional-data', options);

function marked(name: CacheClass, options: Options): MethodDecorator {
  const mark = SetMetadata<symbol, CacheMark>(CACHE_MARK, { class: name, options });
  return isForRoute(options) ? applyDecorators(mark, UseInterceptors(CacheInterceptor)) : mark;
}
