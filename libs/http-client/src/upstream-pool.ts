import { type Dispatcher, Pool } from 'undici';
import { TooManyCallsError } from './upstream.errors.js';
import { OpenSockets } from './open-sockets.js';
import type { UpstreamRequest } from './upstream-connection.js';
import type { ResolvedUpstream } from './upstream-options.js';

/** Requests that may wait for each connection there may be: a service that is slow makes no longer queue than this. */
const WAITING_PER_CONNECTION = 5;
const RETRY_AFTER_MILLISECONDS = 1000;

/** The connections to one service, counted. Deadlines are the business of the caller, so undici's own are off. */
export class UpstreamPool extends Pool {
  readonly sockets: OpenSockets;

  constructor(private readonly upstream: ResolvedUpstream) {
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

  /** To be asked before a request that is not a call. @throws TooManyCallsError when too many wait already */
  admit(): void {
    const { name, connections } = this.upstream;
    if (this.stats.queued < connections * WAITING_PER_CONNECTION) return;
    throw new TooManyCallsError(name, RETRY_AFTER_MILLISECONDS);
  }

  override dispatch(request: UpstreamRequest, handler: Dispatcher.DispatchHandler): boolean {
    return super.dispatch(request, handler);
  }
}
