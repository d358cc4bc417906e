import { DomainError } from '@acgs/contracts';
import type { Policy } from './core/policy.js';
import { rateLimitField } from './rate-limit-field.js';
import type { ThrottlingRecord } from './throttled-class.js';

/** `violated-policies` is the member that draft-ietf-httpapi-ratelimit-headers-11, section 5, has for it. */
export class TooManyRequestsError extends DomainError {
  readonly problem = 'too-many-requests';

  constructor(policy: Policy, record: ThrottlingRecord) {
    const seconds = record.timeToBlockExpire;
    super(`The limit "${policy.name}" is used up: ask again in ${seconds} s.`, {
      retryAfterSeconds: seconds,
      headers: { 'RateLimit-Policy': policy.field, RateLimit: rateLimitField(policy, record) },
      extensions: { 'violated-policies': [policy.name] },
    });
  }
}
