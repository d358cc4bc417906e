/** What a statement may take unless told, and at most. */
export const STATEMENT_MILLISECONDS = 5000;

interface StatementBounds {
  readonly lock_timeout: number;
  readonly statement_timeout: number;
  readonly query_timeout: number;
  readonly idle_in_transaction_session_timeout: number;
}

/**
 * The server's own bound comes first and leaves the connection whole; the client's is for a server that is silent. A
 * decision may wait for the batch before it: twice the longest, 6 s, are over before the gateway's 15 s are.
 *
 * Milliseconds.
 */
export const statementBounds = (milliseconds: number): StatementBounds => ({
  lock_timeout: Math.floor(milliseconds * 0.8),
  statement_timeout: milliseconds,
  query_timeout: Math.ceil(milliseconds * 1.2),
  idle_in_transaction_session_timeout: milliseconds * 2,
});
