import type { Policy } from './core/policy.js';
import type { ThrottlingRecord } from './throttled-class.js';

/**
 * The `RateLimit` field (draft-ietf-httpapi-ratelimit-headers-11, section 4): the requests that are left, and the seconds
 * until all of them are there again.
 */
export const rateLimitField = (policy: Policy, record: ThrottlingRecord): string =>
  `"${policy.name}";r=${policy.requests - record.totalHits};t=${record.timeToExpire}`;
