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
  THROTTLE_DECISIONS: rateLimit('10000/1'),
  THROTTLE_READS: rateLimit('1000/1'),
  THROTTLE_WRITES: rateLimit('1200/60'),
  THROTTLE_TOKENS: rateLimit('60/60'),
  THROTTLE_UNVERIFIED: rateLimit('600/60'),
  THROTTLE_DEFAULT: rateLimit('600/60'),
  /** Proxies before the service, whose word on whom they pass on is believed. */
  TRUSTED_PROXIES: trustedProxies,
};
