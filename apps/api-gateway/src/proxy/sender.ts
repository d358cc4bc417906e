import type { FastifyRequest } from 'fastify';

/** Who asked, as far as it can be believed. */
export interface Sender {
  readonly requestId: string;
  /** As `X-Forwarded-For` has it: the caller, then each trusted proxy that passed it on. */
  readonly addresses: string;
  readonly protocol: 'http' | 'https';
  /** What the caller has called; empty when it said nothing. */
  readonly host: string;
}

/** Without trusted proxies the other end of the connection is all that is known; Fastify then gives no `ips`. */
export function senderOf({ id, ips, protocol, host, raw }: FastifyRequest): Sender {
  return {
    requestId: id,
    addresses: ips === undefined ? (raw.socket.remoteAddress ?? 'unknown') : ips.toReversed().join(', '),
    protocol: protocol === 'https' ? 'https' : 'http',
    host,
  };
}
