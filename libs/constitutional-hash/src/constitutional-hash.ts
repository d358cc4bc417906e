/** Names the charter under which this installation runs. */
export const CONSTITUTIONAL_HASH = 'cdd01ef066bc6cf2';

/** Header of every request and every response; HTTP header names are case-insensitive. */
export const CONSTITUTIONAL_HASH_HEADER = 'X-Constitutional-Hash';
