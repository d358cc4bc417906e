import pg from 'pg';

export const CONNECT_MILLISECONDS = 5000;

/** The statement of a thread that is terminated, as when its simulation is cancelled, ends within this time. */
const LOST_AFTER = '-c client_connection_check_interval=1000';

/** @param more options of the server's */
export function replayClient(url: string, bounds: pg.ClientConfig, more: string): pg.Client {
  const made = new pg.Client({
    connectionString: url,
    application_name: 'acgs simulation',
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    keepAlive: true,
    ...bounds,
    options: `-c jit=off -c search_path=public ${LOST_AFTER} ${more}`,
  });
  // Whoever waits for a statement is told of a broken connection.
  made.on('error', () => undefined);
  return made;
}
