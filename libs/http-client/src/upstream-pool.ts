import { type Dispatcher, Pool } from 'undici';
import { OpenSockets } from './open-sockets.js';
import type { ResolvedUpstream } from './upstream-options.js';

/** The connections to one service, counted. Deadlines are the business of the caller, so undici's own are off. */
export class UpstreamPool extends Pool {
  /** Requests handed to the pool since the start. */
  requests = 0;
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

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    this.requests++;
    return super.dispatch(options, handler);
  }
}
