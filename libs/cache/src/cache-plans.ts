import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CacheMarkError } from './cache.errors.js';
import { CacheMarks, type MarkedMethod } from './cache-marks.js';
import { CacheMetrics } from './cache.metrics.js';
import { CachedMethods } from './cached-methods.js';
import {
  type CacheMark,
  isForRoute,
  type MethodCacheOptions,
  type RouteCacheOptions,
} from './cache.options.js';
import { CachePlan, lifetimeOf } from './cache-plan.js';
import { CACHE_SETTINGS, type CacheModuleSettings } from './cache.variables.js';

type Handler = (...parts: never[]) => unknown;

/** The plan of each cached route, worked out before the first request; and puts the cache before cached methods. */
@Injectable()
export class CachePlans implements OnModuleInit {
  private readonly routes = new Map<unknown, CachePlan<RouteCacheOptions>>();
  private readonly taken = new Set<string>();

  constructor(
    @Inject(CACHE_SETTINGS) private readonly settings: CacheModuleSettings,
    private readonly marks: CacheMarks,
    private readonly metrics: CacheMetrics,
    private readonly methods: CachedMethods,
  ) {}

  onModuleInit(): void {
    for (const marked of this.marks.routes()) {
      const { options } = marked.mark;
      const plan = isForRoute(options) ? this.planOf(marked, options) : null;
      if (plan !== null) this.routes.set(marked.method, plan);
    }
    for (const marked of this.marks.methods()) {
      const { options } = marked.mark;
      const plan = isForRoute(options) ? null : this.planOf<MethodCacheOptions>(marked, options);
      if (plan !== null) this.methods.wrap(marked, plan);
    }
  }

  /** Of the cached routes. */
  names(): string[] {
    return [...this.routes.values()].map(({ name }) => name);
  }

  /** Undefined while its class is turned off. */
  ofRoute(handler: Handler): CachePlan<RouteCacheOptions> | undefined {
    return this.routes.get(handler);
  }

  private planOf<Options extends CacheMark['options']>(
    { name, mark, readsQuery }: MarkedMethod,
    options: Options,
  ): CachePlan<Options> | null {
    if (this.taken.has(name)) throw new CacheMarkError(`Two classes have a cached ${name}: rename one.`);
    this.taken.add(name);
    const lifetime = lifetimeOf(mark, this.settings);
    if (lifetime === null) return null;
    const figures = this.metrics.figuresOf(mark.class);
    return new CachePlan(name, options, lifetime, figures, this.settings.app, readsQuery);
  }
}
