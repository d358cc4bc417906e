import { INDEX_MIGRATIONS, MIGRATIONS } from '../../../migrations/index.js';
import type { Check } from '../check.js';
import { fail, type Finding, ok, warn } from '../finding.js';

const KNOWN: readonly string[] = [...MIGRATIONS, ...INDEX_MIGRATIONS].map(({ name }) => name);

/** The tables are those of this release, and every index serves. */
export const MIGRATIONS_RUN: Check = {
  name: 'migrations',
  run: async ({ database }) => {
    const { exists } = await database.row<{ exists: boolean }>(
      `SELECT to_regclass('public.acgs_migrations') IS NOT NULL AS exists`,
    );
    if (!exists)
      return [fail('tables', 'no service has made its tables', 'Start a service: it makes them first.')];
    const rows = await database.rows<{ name: string }>('SELECT name FROM public.acgs_migrations');
    const invalid = await database.rows<{ name: string }>(
      `SELECT indexrelid::regclass::text AS name FROM pg_index
       JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
       WHERE NOT indisvalid AND nspname IN ('acgs', 'auth_service', 'constitutional_core', 'ec_service',
         'governance_engine', 'integrity_service')`,
    );
    return [tablesOf(rows.map(({ name }) => name)), indexesOf(invalid.map(({ name }) => name))];
  },
};

function tablesOf(done: readonly string[]): Finding {
  const behind = KNOWN.filter((name) => !done.includes(name));
  const ahead = done.filter((name) => !KNOWN.includes(name));
  if (behind.length > 0)
    return fail(
      'tables',
      `behind by ${String(behind.length)}: ${behind.join(', ')}`,
      'Start a service of this release: it runs them first. If it does not, its log says why.',
    );
  if (ahead.length > 0)
    return warn(
      'tables',
      `ahead by ${String(ahead.length)}: ${ahead.join(', ')}`,
      'The database is of a later release than this doctor: use that one, and upgrade what is left of the services.',
    );
  return ok('tables', `all ${String(KNOWN.length)} have run`);
}

const indexesOf = (invalid: readonly string[]): Finding =>
  invalid.length === 0
    ? ok('indexes', 'all are valid')
    : warn(
        'indexes',
        `not valid: ${invalid.join(', ')}`,
        'REINDEX INDEX CONCURRENTLY, or start a service anew.',
      );
