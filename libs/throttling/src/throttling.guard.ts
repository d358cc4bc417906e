import type { CallerBearer } from '@acgs/access';
import { type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { getOptionsToken, ThrottlerGuard, type ThrottlerModuleOptions } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { addressKey, subjectKey } from './caller-key.js';
import type { Policy } from './core/policy.js';
import { rateLimitField } from './rate-limit-field.js';
import { ThrottlingStorage } from './throttling-storage.js';
import { TooManyRequestsError } from './throttling.errors.js';
import { CLASS_OF_ROUTE, type ClassOfRoute } from './throttling.options.js';

/** Probes and scrapes tell how it goes when it goes badly. */
const NEVER_THROTTLED: ReadonlySet<string> = new Set(['/health/live', '/health/ready', '/metrics']);

/**
 * The guard of `@nestjs/throttler`, with one limit for each request, which is looked up once for each route: the original
 * reads the marks of every limit anew, and hashes a key, for each request. Callers with a verified token are counted by
 * subject, all others by address.
 */
@Injectable()
export class ThrottlingGuard extends ThrottlerGuard {
  private readonly policies = new Map<string, Map<string, Policy | null>>();

  constructor(
    @Inject(getOptionsToken()) options: ThrottlerModuleOptions,
    private readonly storage: ThrottlingStorage,
    reflector: Reflector,
    @Inject(CLASS_OF_ROUTE) private readonly classOf: ClassOfRoute,
  ) {
    super(options, storage, reflector);
  }

  /** @throws TooManyRequestsError */
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest & CallerBearer>();
    const policy = this.policyOf(request.method, request.routeOptions.url ?? '');
    if (policy === null) return true;
    const { caller } = request;
    const key = caller === undefined ? addressKey(request) : subjectKey(caller);
    const { window, requests, name } = policy;
    const record = await this.storage.increment(key, window, requests, window, name);
    if (record.isBlocked) throw new TooManyRequestsError(policy, record);
    const reply = http.getResponse<FastifyReply>();
    void reply.header('RateLimit-Policy', policy.field);
    void reply.header('RateLimit', rateLimitField(policy, record));
    return true;
  }

  /** Methods and paths are those of the routes there are: callers add none. */
  private policyOf(method: string, path: string): Policy | null {
    let ofPath = this.policies.get(path);
    if (ofPath === undefined) {
      ofPath = new Map<string, Policy | null>();
      this.policies.set(path, ofPath);
    }
    let policy = ofPath.get(method);
    if (policy === undefined) {
      const name = NEVER_THROTTLED.has(path) ? null : this.classOf(method, path);
      policy = name === null ? null : this.storage.policyOf(name);
      ofPath.set(method, policy);
    }
    return policy;
  }
}
