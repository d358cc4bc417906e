import { type Dispatcher, Pool } from 'undici';
import { OpenSockets } from './open-sockets.js';
import type { UpstreamRequest } from './upstream-connection.js';
import type { ResolvedUpstream } from './upstream-options.js';

/** The connections to one service, counted. Deadlines are the business of the caller, so undici's own are off. */
export class UpstreamPool extends Pool {
  readonly sockets: OpenSockets;

  constructor(upstream: ResolvedUpstream) {
    const sockets = new OpenSockets(upstream);
    super(new URL(upstream.url).origin, {
      connections: upstream.connections,
      pipelining: 1,
      keepAliveTimeout: upstream.idleMilliseconds,
      keepAliveMaxTimeout: upstream.idleMilliseconds,
      headersTimeout: 0,
      bodyTimeout: 0,
      factory: (origin, options) => sockets.client(origin, options),
    });
    this.sockets = sockets;
  }

  override dispatch(request: UpstreamRequest, handler: Dispatcher.DispatchHandler): boolean {
    return super.dispatch(request, handler);
  }
}
