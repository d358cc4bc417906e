import { BlockList, isIP } from 'node:net';
import { z } from 'zod';
import type { RateLimit } from './core/policy.js';

const FORM = /^(?:off|([1-9]\d{0,8})\/([1-9]\d{0,4}))$/;

/** Schema of a limit. `600/60`: at most 600 requests at once, and as many again spread over 60 seconds. Null is no limit: `off`. */
const rateLimit = (byDefault: string): z.ZodType<RateLimit | null> =>
  z
    .string()
    .regex(FORM, 'must be requests/seconds, such as 600/60, or off')
    .default(byDefault)
    .transform((text) => {
      const [, requests, seconds] = FORM.exec(text) ?? [];
      return requests === undefined ? null : { requests: Number(requests), seconds: Number(seconds) };
    });

const listed = (list: string): string[] => list.split(',').map((range) => range.trim());

const trustedProxies = z
  .string()
  .refine((list) => listed(list).every(isRange), {
    message: 'must be addresses or CIDR ranges with commas between them, and none of all addresses',
  })
  .optional()
  .transform((list): readonly string[] => (list === undefined ? [] : listed(list)));

/** Trusting everybody would let each caller choose its own address. */
function isRange(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  if (prefix === undefined) return true;
  if (!/^[1-9]\d{0,2}$/.test(prefix)) return false;
  try {
    new BlockList().addSubnet(address, Number(prefix), family === 4 ? 'ipv4' : 'ipv6');
    return true;
  } catch {
    return false;
  }
}

/** Environment variables of the service that throttles at the edge. */
export const throttlingVariables = {
  THROTTLE_DECISIONS: rateLimit('10000/1').meta({
    description:
      'decisions, under `/access/v1` too, of one subject: so many at once, and as many again spread over so many seconds. See [Throttling](throttling.md), also for what follows',
    accepts: 'requests/seconds, or `off`',
  }),
  THROTTLE_READS: rateLimit('1000/1').meta({
    description: 'the same for reads of constitutions, policies and decisions',
    accepts: 'requests/seconds, or `off`',
  }),
  THROTTLE_WRITES: rateLimit('1200/60').meta({
    description: 'the same for writes of constitutions and policies',
    accepts: 'requests/seconds, or `off`',
  }),
  THROTTLE_TOKENS: rateLimit('60/60').meta({
    description: 'the token endpoint, by address',
    accepts: 'requests/seconds, or `off`',
  }),
  THROTTLE_UNVERIFIED: rateLimit('600/60').meta({
    description: 'tokens whose signature was verified in vain, by address',
    accepts: 'requests/seconds, or `off`',
  }),
  THROTTLE_DEFAULT: rateLimit('600/60').meta({
    description: 'all other routes but health and metrics, by subject, or by address where there is none',
    accepts: 'requests/seconds, or `off`',
  }),
  TRUSTED_PROXIES: trustedProxies.meta({
    description:
      'proxies before the gateway whose `X-Forwarded-For`, `-Proto` and `-Host` are believed; of all others these headers are ignored. Ranges of all addresses are refused',
    accepts: 'addresses or CIDR ranges, with commas between them',
    unset: 'none',
  }),
};
