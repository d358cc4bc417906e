import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import type { SecureContextOptions } from 'node:tls';
import { boundSession, HTTP2_BOUNDS } from './http2-bounds.js';

const HANDSHAKE_MILLISECONDS = 10_000;

/** What the HTTP/1.1 of such a server goes by: Node gives it no limits of its own. */
export interface Http1Limits {
  readonly headersTimeout: number;
  readonly requestTimeout: number;
  readonly keepAliveTimeout: number;
  readonly connectionsCheckingInterval: number;
}

/** HTTP/2, and HTTP/1.1 for those who do not offer it (ALPN). */
export function createEdgeServer(
  identity: SecureContextOptions,
  response: typeof ServerResponse<IncomingMessage>,
  limits: Http1Limits,
  listener: RequestListener,
): Http2SecureServer {
  const server = createSecureServer(
    {
      ...identity,
      ...HTTP2_BOUNDS,
      allowHTTP1: true,
      honorCipherOrder: true,
      handshakeTimeout: HANDSHAKE_MILLISECONDS,
      Http1ServerResponse: response,
    },
    listener as never,
  );
  server.on('session', (session) => {
    boundSession(session, limits.keepAliveTimeout, limits.requestTimeout);
  });
  return Object.assign(server, limits);
}
