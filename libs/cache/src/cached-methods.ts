import { Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import { CacheKnowledge } from './cache-knowledge.js';
import type { MarkedMethod } from './cache-marks.js';
import type { MethodCacheOptions } from './cache.options.js';
import type { CachePlan } from './cache-plan.js';
import type { CacheEntry } from './core/cache-entry.js';
import { keyPart } from './core/cache-key.js';
import { type Filled, TieredCache } from './core/tiered-cache.js';

/** Every tenant's, where the answer is the same for all; no tenant is called so. */
const EVERY_TENANT = '-';

/** Puts the cache before methods of providers. */
@Injectable()
export class CachedMethods {
  /** What an entry says, read once and frozen: all callers are given the same object. */
  private readonly values = new WeakMap<CacheEntry, unknown>();

  constructor(
    private readonly cache: TieredCache,
    private readonly knowledge: CacheKnowledge,
  ) {}

  wrap({ instance, property, method }: MarkedMethod, plan: CachePlan<MethodCacheOptions>): void {
    const slots = this.knowledge.slotsOf(plan.options.methodTags);
    instance[property] = (...parts: never[]) =>
      this.call(plan, slots, parts, () => method.apply(instance, parts));
  }

  private async call(
    plan: CachePlan<MethodCacheOptions>,
    slots: readonly number[],
    parts: never[],
    source: () => unknown,
  ): Promise<unknown> {
    const fill = async (): Promise<Filled> => filledWith(await source(), plan);
    const entry = await this.cache.read({
      key: this.keyOf(plan, parts),
      slots,
      fill,
      figures: plan.figures,
      mustBeNew: false,
      later: setImmediate,
    });
    return entry === null ? source() : this.valueOf(entry);
  }

  private keyOf(plan: CachePlan<MethodCacheOptions>, parts: never[]): string {
    const { tenantOf } = plan.options;
    const tenant = tenantOf === null ? EVERY_TENANT : tenantOf(...parts);
    const { installation, constitutionVersion } = this.knowledge;
    const rest = `${keyPart(tenant)}:${keyPart(String(canonicalize(parts)))}`;
    return plan.keyOf(installation, constitutionVersion, rest);
  }

  private valueOf(entry: CacheEntry): unknown {
    if (entry.text === null) return null;
    const known = this.values.get(entry);
    if (known !== undefined) return known;
    const value = deepFrozen(JSON.parse(entry.text));
    this.values.set(entry, value);
    return value;
  }
}

function filledWith(value: unknown, { lifetime, negative }: CachePlan<MethodCacheOptions>): Filled {
  if (value !== null && value !== undefined) return { text: JSON.stringify(value), headers: {}, lifetime };
  return { text: null, headers: {}, lifetime: negative };
}

function deepFrozen(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFrozen(part);
    Object.freeze(value);
  }
  return value;
}
