import type { CallerIdentity } from '@acgs/access';
import { DomainError } from '@acgs/contracts';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lastValueFrom, type Observable, of } from 'rxjs';
import { CacheKnowledge } from './cache-knowledge.js';
import { CachedAbsenceError } from './cache.errors.js';
import type { RouteCacheOptions } from './cache.options.js';
import type { CachePlan } from './cache-plan.js';
import { CachePlans } from './cache-plans.js';
import type { CacheEntry } from './core/cache-entry.js';
import { keyPart, normalised } from './core/cache-key.js';
import { matchesWeakly } from './core/entity-tags.js';
import { type Filled, TieredCache } from './core/tiered-cache.js';

interface CachedRequest extends FastifyRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly caller?: CallerIdentity;
}

/** Headers of an answer that belong to what it says. */
const KEPT_HEADERS = ['etag', 'cache-control'] as const;
const NOBODY = '-';

/**
 * Answers a cached route from the cache. Nest runs it after the guards, so who may not ask is not answered; and before
 * validation, so only what has been answered once can be found. It stays within RFC 9110, section 13 (conditions), and
 * RFC 9111, section 5.2.1.4 (`no-cache`).
 */
@Injectable()
export class CacheInterceptor implements NestInterceptor {
  private readonly audiences = new WeakMap<CallerIdentity, string>();

  constructor(
    private readonly plans: CachePlans,
    private readonly cache: TieredCache,
    private readonly knowledge: CacheKnowledge,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const plan = this.plans.ofRoute(context.getHandler() as (...parts: never[]) => unknown);
    if (plan === undefined) return next.handle();
    const request = context.getArgByIndex<CachedRequest>(0);
    const reply = context.getArgByIndex<FastifyReply>(1);
    const condition = request.headers['if-none-match'];
    const route = new RouteFill(plan, reply, () => {
      // The whole answer is kept; the condition is this caller's alone.
      delete request.headers['if-none-match'];
      return lastValueFrom(next.handle(), { defaultValue: undefined });
    });
    const { tenant, params } = { tenant: request.caller?.tenant ?? NOBODY, params: request.params };
    const entry = await this.cache.read({
      key: this.keyOf(plan, request),
      slots: this.knowledge.slotsOf(plan.options.tags({ tenant, params })),
      figures: plan.figures,
      mustBeNew: asksForNew(request.headers['cache-control']),
      fill: () => route.fill(),
      later: (work) => reply.raw.once('close', work),
    });
    if (entry === null) return route.outcome === null ? next.handle() : of(route.outcome.body);
    return of(answer(entry, reply, condition));
  }

  private keyOf(plan: CachePlan<RouteCacheOptions>, { caller, params, query }: CachedRequest): string {
    const { installation, constitutionVersion } = this.knowledge;
    const parts = [
      caller?.tenant ?? NOBODY,
      ...(caller === undefined ? [NOBODY, NOBODY] : this.audienceOf(plan, caller)),
      normalised(params),
      plan.readsQuery ? normalised(query) : '',
    ];
    return plan.keyOf(installation, constitutionVersion, parts.map(keyPart).join(':'));
  }

  /** Permissions and subject, as far as they matter; the tenant stands in every key. */
  private audienceOf({ options }: CachePlan<RouteCacheOptions>, caller: CallerIdentity): [string, string] {
    if (options.sharedBy === 'tenant') return [NOBODY, NOBODY];
    const permissions = this.permissionsOf(caller);
    return [permissions, options.sharedBy === 'permissions' ? NOBODY : caller.subject];
  }

  private permissionsOf(caller: CallerIdentity): string {
    let text = this.audiences.get(caller);
    if (text === undefined) {
      text = [...caller.permissions].sort().join(' ');
      this.audiences.set(caller, text);
    }
    return text;
  }
}

/** Runs the route itself, at most once, and remembers what it said. */
class RouteFill {
  outcome: { readonly body: unknown } | null = null;
  private readonly statusBefore: number;

  constructor(
    private readonly plan: CachePlan<RouteCacheOptions>,
    private readonly reply: FastifyReply,
    private readonly run: () => Promise<unknown>,
  ) {
    this.statusBefore = reply.statusCode;
  }

  async fill(): Promise<Filled> {
    const { lifetime, negative } = this.plan;
    // A renewal runs after the answer that is renewed, which may have been a 304.
    void this.reply.code(this.statusBefore);
    try {
      const body = await this.run();
      this.outcome = { body };
      if (this.reply.statusCode !== 200 || typeof body !== 'object' || body === null) return null;
      return { text: JSON.stringify(body), headers: keptHeaders(this.reply), lifetime };
    } catch (error) {
      if (negative === null || !isAbsence(error)) throw error;
      return { text: null, headers: { absent: error.message }, lifetime: negative };
    }
  }
}

function answer(entry: CacheEntry, reply: FastifyReply, condition: string | undefined): string | undefined {
  const { text, headers } = entry;
  if (text === null) throw new CachedAbsenceError(headers.absent ?? '');
  void reply.headers(headers);
  if (condition !== undefined && headers.etag !== undefined && matchesWeakly(condition, headers.etag)) {
    void reply.code(304);
    return undefined;
  }
  void reply.type('application/json; charset=utf-8');
  return text;
}

function keptHeaders(reply: FastifyReply): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = reply.getHeader(name);
    if (typeof value === 'string') kept[name] = value;
  }
  return kept;
}

const asksForNew = (cacheControl: string | undefined): boolean =>
  cacheControl !== undefined && /(^|[\s,])(no-cache|no-store|max-age=0)([\s,=]|$)/i.test(cacheControl);

const isAbsence = (error: unknown): error is DomainError =>
  error instanceof DomainError && error.problem === 'not-found';
