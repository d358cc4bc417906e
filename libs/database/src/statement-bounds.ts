/**
 * The server's own bound comes first and leaves the connection whole; the client's is for a server that is silent. A
 * decision may wait for the batch before it: twice 6 s are over before the gateway's 15 s are.
 *
 * Milliseconds.
 */
export const STATEMENT_BOUNDS = {
  lock_timeout: 4000,
  statement_timeout: 5000,
  query_timeout: 6000,
  idle_in_transaction_session_timeout: 10_000,
};
