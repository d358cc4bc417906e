import fc from 'fast-check';
import { isRead, normalised, withoutValues } from './statement-text.js';

describe('normalised', () => {
  it.each([
    ["SELECT * FROM t WHERE a = 'secret' AND b = 42", 'SELECT * FROM t WHERE a = ? AND b = ?'],
    ["SELECT 'it''s secret', E'a\\'secret', 1e-9", 'SELECT ?, ?, ?'],
    ['SELECT $$secret$$, $tag$a $$secret$$ b$tag$', 'SELECT ?, ?'],
    ["SELECT U&'secret', x'5ec7e7', .5, 0xFF, 1_000", 'SELECT ?, ?, ?, ?, ?'],
    ['SELECT 1 -- secret\n , 2 /* secret */', 'SELECT ? , ?'],
    ['SELECT "a""1" FROM t1 WHERE c2 = $1', 'SELECT "a""1" FROM t1 WHERE c2 = $1'],
    ["VALUES ('a', 1), ('b', 2), ('c', 3)", 'VALUES (...), ...'],
    ['SELECT 1 WHERE a IN ($1, $2,$3)', 'SELECT ? WHERE a IN (...)'],
    ["SELECT 'never ended, secret", 'SELECT ?'],
    ['SELECT /* never ended, secret', 'SELECT'],
  ])('makes of %s a text without values', (statement, expected) => {
    expect(normalised(statement)).toBe(expected);
  });

  it('lets no value through, whatever is in it', () => {
    const value = fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => `sécret${text}sécret`);
    const literal = value.chain((text) =>
      fc.constantFrom(
        `'${text.replaceAll("'", "''")}'`,
        `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
        `$q$${text.replaceAll('$', '')}$q$`,
        `-- ${text.replaceAll('\n', ' ')}\n`,
      ),
    );
    fc.assert(
      fc.property(fc.array(literal, { minLength: 1 }), (literals) => {
        expect(normalised(`SELECT ${literals.join(', ')} FROM t`)).not.toContain('sécret');
      }),
    );
  });

  it('changes nothing the second time, and reads any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(withoutValues(withoutValues(text))).toBe(withoutValues(text));
      }),
    );
  });

  it('is bounded in length and in time', () => {
    expect(normalised(`SELECT ${'a, '.repeat(100_000)}`)).toHaveLength(2000);
    expect(withoutValues(`${"'".repeat(99_999)}${'$a$'.repeat(33_333)}`).length).toBeLessThan(200_000);
  });
});

describe('isRead', () => {
  it.each([
    'SELECT 1',
    ' select * from t where a = $1; ',
    "WITH a AS (SELECT 'DELETE FROM t') SELECT * FROM a",
    'TABLE t',
    'VALUES (1)',
    '-- INSERT\nSELECT "update" FROM t',
    'SELECT updated_at, set_at, into_x FROM t',
  ])('says yes to %s', (statement) => {
    expect(isRead(statement)).toBe(true);
  });

  it.each([
    '',
    'INSERT INTO t VALUES (1)',
    'WITH a AS (INSERT INTO t VALUES (1) RETURNING *) SELECT * FROM a',
    'with a as (delete from t returning *) select * from a',
    'SELECT * INTO copy FROM t',
    'SELECT * FROM t FOR UPDATE',
    'SELECT * FROM t FOR NO KEY UPDATE',
    'SELECT * FROM t FOR KEY SHARE',
    'SELECT 1; DELETE FROM t',
    'SELECT 1; SELECT 2',
    'EXPLAIN ANALYZE DELETE FROM t',
    'SELECT pg_advisory_lock(1)',
    'SELECT "x", pg_notify($1, $2)',
    "SELECT nextval('s')",
    "SELECT set_config('a', 'b', false)",
    "SELECT dblink('x')",
    'BEGIN',
    '/* SELECT */ DELETE FROM t',
    "/* /* */ SELECT ' */ DELETE FROM t --'",
  ])('says no to %s', (statement) => {
    expect(isRead(statement)).toBe(false);
  });
});
