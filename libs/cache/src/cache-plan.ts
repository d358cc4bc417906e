import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { CacheClass, CacheMark } from './cache.options.js';
import type { CacheSettings } from './cache.variables.js';
import { fixedPart } from './core/cache-key.js';
import type { CacheFigures } from './core/cache-figures.js';
import type { Lifetime } from './core/tiered-cache.js';

const NEGATIVE_SECONDS = 30;

const TTL_VARIABLES = {
  'hot-endpoint': 'CACHE_HOT_ENDPOINT_TTL_SECONDS',
  'database-query': 'CACHE_DATABASE_QUERY_TTL_SECONDS',
  'constitutional-data': 'CACHE_CONSTITUTIONAL_DATA_TTL_SECONDS',
} as const satisfies Record<CacheClass, keyof CacheSettings>;

/** What of a mark can be worked out at start. */
export class CachePlan<Options extends CacheMark['options']> {
  /** Of "there is no such thing"; null where that is not kept. */
  readonly negative: Lifetime | null;
  private fixed = { installation: '', text: '' };

  constructor(
    /** `ConstitutionController.inForce` */
    readonly name: string,
    readonly options: Options,
    readonly lifetime: Lifetime,
    readonly figures: CacheFigures,
    private readonly app: string,
    /** False where nothing of the query can change the answer. */
    readonly readsQuery = false,
  ) {
    const negative = Math.min(lifetime.ttlMilliseconds, NEGATIVE_SECONDS * 1000);
    this.negative = options.negative === true ? { ttlMilliseconds: negative, staleMilliseconds: 0 } : null;
  }

  /** Constitutional hash, installation, app and name first: they are the same for all keys of the plan. */
  keyOf(installation: string, constitutionVersion: number, rest: string): string {
    if (this.fixed.installation !== installation) {
      const scope = { installation, constitutionalHash: CONSTITUTIONAL_HASH, app: this.app };
      this.fixed = { installation, text: fixedPart(scope, this.name) };
    }
    return `${this.fixed.text}:${String(constitutionVersion)}:${rest}`;
  }
}

/** Null when the class is turned off. */
export function lifetimeOf({ class: name, options }: CacheMark, settings: CacheSettings): Lifetime | null {
  const seconds = settings[TTL_VARIABLES[name]];
  if (seconds === 0) return null;
  return {
    ttlMilliseconds: (options.ttlSeconds ?? seconds) * 1000,
    staleMilliseconds: (options.staleSeconds ?? 0) * 1000,
  };
}
