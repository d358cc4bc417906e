import { Client, type ClientConfig } from 'pg';
import type { QueryMonitor, SentStatement } from './query-monitor.js';
import { beginStatementSpan, endStatementSpan } from './statement-span.js';
import { STATEMENT_MILLISECONDS } from './statement-bounds.js';

interface BoundedClientConfig extends ClientConfig {
  readonly monitor?: QueryMonitor;
}

type Callback = (...results: unknown[]) => void;

/**
 * A connection that ends when a statement got no answer in time. TypeORM would put it back into the pool: behind the
 * statement that is still under way, and perhaps in a transaction that nobody ends. Statements are timed here because
 * all of them pass here, those of TypeORM and the prepared ones; a fast one costs two readings of the clock, and a span where
 * its request is traced.
 */
export class BoundedClient extends Client {
  constructor({ monitor, ...config }: BoundedClientConfig) {
    // A server that does not even greet within the time of a statement is away. The pool's own bound, which stands here
    // otherwise, is for waiting until a connection is free.
    super({ ...config, connectionTimeoutMillis: Number(config.statement_timeout) || STATEMENT_MILLISECONDS });
    // Whoever waits for a statement is told of a broken connection. While nobody listens, as between a pool and its user,
    // the event would end the process.
    this.on('error', () => undefined);
    const send = this.query.bind(this) as (...parts: unknown[]) => unknown;
    this.query = ((...parts: unknown[]): unknown => {
      const sentAt = performance.now();
      const span = beginStatementSpan(() => statementOf(parts)?.text ?? '');
      const tell = (error?: unknown): void => {
        const took = performance.now() - sentAt;
        endStatementSpan(span, error);
        if (monitor !== undefined && took >= monitor.thresholdMs) tellMonitor(monitor, parts, took);
      };
      const callback = parts.at(-1);
      if (typeof callback === 'function') {
        return send(...parts.slice(0, -1), (...results: unknown[]) => {
          tell(results[0]);
          (callback as Callback)(...results);
        });
      }
      const sent = send(...parts);
      if (sent instanceof Promise) {
        sent.then(
          () => {
            tell();
          },
          (error: unknown) => {
            tell(error);
            return this.endAfter(error);
          },
        );
      } else endStatementSpan(span, null);
      return sent;
    }) as Client['query'];
  }

  private async endAfter(error: unknown): Promise<void> {
    if (error instanceof Error && error.message === 'Query read timeout') await this.end();
  }
}

/** The driver takes a text or an object with one, and values beside it or in it. */
function statementOf([statement, given]: readonly unknown[]): SentStatement | null {
  const { text, values } =
    typeof statement === 'string'
      ? { text: statement, values: given }
      : (statement as { text?: unknown; values?: unknown });
  return typeof text === 'string' ? { text, values: Array.isArray(values) ? values : [] } : null;
}

function tellMonitor(monitor: QueryMonitor, parts: readonly unknown[], took: number): void {
  const statement = statementOf(parts);
  if (statement !== null) monitor.add(statement, took);
}
