import type { ThrottlingLimits } from '@acgs/throttling';
import type { GatewaySettings } from '../config.js';

/** The classes of requests; `unverified` are those, by address, whose token has yet to be verified. */
type ThrottleClass = 'decisions' | 'reads' | 'writes' | 'tokens' | 'unverified' | 'default';

/** Where a client proves who it is. */
const TOKENS = /^\/api\/v1\/oauth\/(?:token|request|introspection|revocation)$/;
const DECIDING = /^\/(?:api\/v1\/decisions|access\/v1)(?:\/|$)/;
const GOVERNING = /^\/api\/v1\/(?:constitution|decisions|approvals|policies|simulations)(?:\/|$)/;

/** By the path of the route; what belongs nowhere else is `default`. */
export function throttleClassOf(method: string, path: string): ThrottleClass {
  if (TOKENS.test(path)) return 'tokens';
  if (method === 'POST' && DECIDING.test(path)) return 'decisions';
  if (!GOVERNING.test(path)) return 'default';
  return method === 'GET' || method === 'HEAD' ? 'reads' : 'writes';
}

export const throttlingLimits = (settings: GatewaySettings): ThrottlingLimits =>
  ({
    decisions: settings.THROTTLE_DECISIONS,
    reads: settings.THROTTLE_READS,
    writes: settings.THROTTLE_WRITES,
    tokens: settings.THROTTLE_TOKENS,
    unverified: settings.THROTTLE_UNVERIFIED,
    default: settings.THROTTLE_DEFAULT,
  }) satisfies Record<ThrottleClass, unknown>;
