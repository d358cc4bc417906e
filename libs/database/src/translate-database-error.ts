import { types } from 'node:util';
import { DatabaseUnavailableError } from './database.errors.js';
import { STATEMENT_MILLISECONDS, statementBounds } from './statement-bounds.js';

/** A try costs little and is answered at once. */
const SOON_SECONDS = 1;

/** By then the statements that hold the connections now are over, however long they take. */
const LONGEST_HOLD_SECONDS = statementBounds(STATEMENT_MILLISECONDS).query_timeout / 1000;

/** Classes and codes of SQLSTATE (PostgreSQL, appendix A) that pass by themselves. */
const PASSING_CLASSES = ['08', '53', '57'];
const PASSING_CODES = ['40001', '40P01', '55P03', '25P03'];

/** What a socket that breaks or is refused says. */
const SOCKET_CODES = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'];

/** What the pool says when nobody gave a connection back in time. */
const POOL_USED_UP = /^timeout exceeded when trying to connect$/;

/** The driver gives these no code of their own, the last one a code with other meanings. */
const LOST_CONNECTION =
  /connection terminated|is not queryable|query read timeout|^timeout expired$|client was closed|not currently accepting connections/i;

/**
 * A `DatabaseUnavailableError` for what TypeORM or the driver throws when the server is away; null for all else. Node
 * makes the errors of sockets, which under Jest are no instances of the `Error` that is known here.
 */
export function translateDatabaseError(thrown: unknown): DatabaseUnavailableError | null {
  if (!types.isNativeError(thrown)) return null;
  const { code } = thrown as NodeJS.ErrnoException;
  if (POOL_USED_UP.test(thrown.message)) return new DatabaseUnavailableError(thrown, LONGEST_HOLD_SECONDS);
  const passing = (typeof code === 'string' && isPassing(code)) || LOST_CONNECTION.test(thrown.message);
  return passing ? new DatabaseUnavailableError(thrown, SOON_SECONDS) : null;
}

const isPassing = (code: string): boolean =>
  SOCKET_CODES.includes(code) ||
  PASSING_CODES.includes(code) ||
  (code.length === 5 && PASSING_CLASSES.includes(code.slice(0, 2)));
