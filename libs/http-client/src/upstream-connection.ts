import { Client, type Dispatcher } from 'undici';
import { REQUEST_TIMEOUT_HEADER } from './request-timeout.js';

const TIMEOUT = REQUEST_TIMEOUT_HEADER.toLowerCase();

/** Who waits for the answer of a request. */
interface Waiter {
  /** Milliseconds that the waiting still makes sense; below 1 it is over. */
  readonly left: number;
}

export type UpstreamRequest = Dispatcher.DispatchOptions &
  (
    | { readonly waiter?: never }
    | {
        /** Asked when a connection is free, and told to the service; must end by itself what is then not sent. */
        readonly waiter: Waiter;
        /** Names and values in turn. */
        readonly headers: string[];
      }
  );

/**
 * One connection, when it is needed and again when it was lost. What waits in the pool gets here when it is its turn, so what
 * a request says of its time is written here.
 */
export class UpstreamConnection extends Client {
  constructor(
    origin: URL,
    options: Client.Options,
    private readonly onSent: () => void,
  ) {
    super(origin, options);
  }

  override dispatch(request: UpstreamRequest, handler: Dispatcher.DispatchHandler): boolean {
    if (request.waiter !== undefined) {
      const left = Math.floor(request.waiter.left);
      if (left < 1) return true;
      request.headers.push(TIMEOUT, String(left));
    }
    this.onSent();
    return super.dispatch(request, handler);
  }
}
