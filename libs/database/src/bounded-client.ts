import { Client, type ClientConfig } from 'pg';

/** A server that does not even greet within this time is away. The pool's 30 s are for waiting until a connection is free. */
const CONNECT_MILLISECONDS = 5000;

/**
 * A connection that ends when a statement got no answer in time. TypeORM would put it back into the pool: behind the
 * statement that is still under way, and perhaps in a transaction that nobody ends.
 */
export class BoundedClient extends Client {
  constructor(config: ClientConfig) {
    super({ ...config, connectionTimeoutMillis: CONNECT_MILLISECONDS });
    const send = this.query.bind(this) as (...parts: unknown[]) => unknown;
    this.query = ((...parts: unknown[]): unknown => {
      const sent = send(...parts);
      if (sent instanceof Promise) sent.catch((error: unknown) => this.endAfter(error));
      return sent;
    }) as Client['query'];
  }

  private async endAfter(error: unknown): Promise<void> {
    if (error instanceof Error && error.message === 'Query read timeout') await this.end();
  }
}
