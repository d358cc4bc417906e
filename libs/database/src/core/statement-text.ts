/** Enough to tell statements apart; a list of thousands of placeholders is not worth its memory. */
const KEPT_CHARACTERS = 2000;

/**
 * In the order of alternatives: comments, strings (with escapes, plain, dollar-quoted), quoted identifiers, placeholders,
 * words, numbers, white space, and every other character (PostgreSQL, section 4.1).
 */
const TOKENS =
  /(?<comment>--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|(?:[bBxXnN]|[uU]&)?'(?:[^']|'')*(?:'|$)|\$(?<tag>(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?)\$[\s\S]*?(?:\$\k<tag>\$|$))|(?<quoted>"(?:[^"]|"")*(?:"|$))|(?<placeholder>\$\d+)|(?<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)|(?<number>(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\w*)|(?<space>\s+)|(?<other>[\s\S])/g;

const VALUE_LIST = /\((?:\?|\$\d+)(?:, ?(?:\?|\$\d+))+\)/g;
const ROW_LIST = /\(\.\.\.\)(?:, ?\(\.\.\.\))+/g;

/** The statement without its literals and comments, so that calls which differ in values alone are one. */
export function normalised(statement: string): string {
  return withoutValues(statement)
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(VALUE_LIST, '(...)')
    .replaceAll(ROW_LIST, '(...), ...')
    .slice(0, KEPT_CHARACTERS);
}

/** The text with a question mark for every literal. */
export function withoutValues(text: string): string {
  let kept = '';
  for (const { groups = {} } of text.matchAll(TOKENS)) {
    if (groups.comment !== undefined) kept += ' ';
    else if (groups.string !== undefined || groups.number !== undefined) kept += '?';
    else kept += groups.quoted ?? groups.placeholder ?? groups.word ?? groups.space ?? groups.other ?? '';
  }
  return kept;
}

const READING = new Set(['SELECT', 'WITH', 'VALUES', 'TABLE']);

/** Words of statements that change something, wait for locks, or run what the text does not show. */
const MORE_THAN_READING = new Set(
  `INSERT UPDATE DELETE MERGE INTO SHARE LOCK TRUNCATE CREATE ALTER DROP GRANT REVOKE COPY CALL DO SET RESET NOTIFY LISTEN
   VACUUM ANALYZE REFRESH REINDEX CLUSTER EXECUTE PREPARE EXPLAIN BEGIN COMMIT ROLLBACK SAVEPOINT NEXTVAL SETVAL
   SET_CONFIG`.split(/\s+/),
);
const ACTING_FUNCTION = /^(PG|LO|DBLINK)_|^DBLINK$/;

/**
 * Whether running the statement once more changes nothing. Says no when in doubt: a column that is called `update` is
 * enough, and so is a comment within a comment.
 */
export function isRead(statement: string): boolean {
  let first: string | null = null;
  let ended = false;
  for (const { groups = {} } of statement.matchAll(TOKENS)) {
    const { comment, word, space, other } = groups;
    if (comment?.slice(2).includes('/*') === true) return false;
    if (comment !== undefined || space !== undefined) continue;
    if (ended) return false;
    if (other === ';') ended = true;
    if (word === undefined) continue;
    const name = word.toUpperCase();
    first ??= name;
    if (MORE_THAN_READING.has(name) || ACTING_FUNCTION.test(name)) return false;
  }
  return first !== null && READING.has(first);
}
