import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { answering, type Check } from '../check.js';
import { fail, type Finding, ok } from '../finding.js';
import type { DatabaseView } from '../database-view.js';

/** Small tables, one for each of what the hash stamps; large ones would take long to read. */
const STAMPED = [
  'constitutional_core.versions',
  'governance_engine.policies',
  'integrity_service.trees',
  'integrity_service.log_keys',
  'auth_service.signing_keys',
];

/** Every service runs under one charter, and so does what was stored. */
export const CONSTITUTIONAL_HASHES: Check = {
  name: 'constitutional hash',
  run: async (patient) => {
    const services = answering(patient).map(({ name, hash }): Finding => {
      if (hash === CONSTITUTIONAL_HASH) return ok(name, hash);
      return fail(
        name,
        hash === null ? 'names none' : `runs under ${hash}, not ${CONSTITUTIONAL_HASH}`,
        'Its address leads to another installation, or to a service of another release: correct it.',
      );
    });
    const tables: Finding[] = [];
    for (const table of STAMPED) tables.push(await rowsOf(patient.database, table));
    return [...services, ...tables];
  },
};

async function rowsOf(database: DatabaseView, table: string): Promise<Finding> {
  const rows = await database.rows<{ hash: string; count: string }>(
    `SELECT constitutional_hash AS hash, count(*) FROM ${table} GROUP BY 1 ORDER BY 1`,
  );
  const foreign = rows.filter(({ hash }) => hash !== CONSTITUTIONAL_HASH);
  if (foreign.length === 0)
    return ok(table, rows.length === 0 ? 'no rows' : `all rows ${CONSTITUTIONAL_HASH}`);
  const list = foreign.map(({ hash, count }) => `${count} of ${hash}`).join(', ');
  return fail(
    table,
    `rows of another charter: ${list}`,
    'Find out who wrote them; restore the table if nobody may have.',
  );
}
