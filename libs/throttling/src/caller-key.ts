import type { CallerIdentity } from '@acgs/access';
import { normalizeIp } from '@nestjs/throttler';
import { isIP } from 'node:net';

/** What Fastify tells of where a request comes from, by the proxies that it trusts. */
export interface Sender {
  readonly ip?: string | undefined;
  readonly raw: { readonly socket: { readonly remoteAddress?: string | undefined } };
}

/** Some proxies write the port, too, and IPv6 then in brackets. */
const WITH_PORT = /^\[?([^\]]+?)\]?:\d+$/;

/** One for all tokens of a subject. Tenants have no spaces, so no two subjects have the same. */
export const subjectKey = ({ tenant, subject }: Pick<CallerIdentity, 'tenant' | 'subject'>): string =>
  `${tenant} ${subject}`;

/**
 * IPv4 as it is, IPv6 by its first 64 bits, of which a caller has all the rest. What no address can be read from counts for
 * the proxy that wrote it.
 */
export function addressKey({ ip = '', raw }: Sender): string {
  const address = isIP(ip) === 0 ? (WITH_PORT.exec(ip)?.[1] ?? '') : ip;
  return normalizeIp(isIP(address) === 0 ? (raw.socket.remoteAddress ?? 'unknown') : address);
}
