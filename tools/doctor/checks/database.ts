import type { Check } from '../check.js';
import { fail, ok, warn } from '../finding.js';

const OLDEST = 150_000;
const VARIABLES = 'DATABASE_URL';

/** PostgreSQL can be reached, is recent enough, takes writes, and keeps what it has acknowledged. */
export const DATABASE: Check = {
  name: 'database',
  run: async ({ database }) => {
    if (database.fault !== null)
      return [fail('PostgreSQL', database.fault, `Start it, or correct ${VARIABLES}.`)];
    const { number, version, replica, commit, fsync } = await database.row<{
      number: number;
      version: string;
      replica: boolean;
      commit: string;
      fsync: string;
    }>(`SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
          pg_is_in_recovery() AS replica, current_setting('synchronous_commit') AS commit, current_setting('fsync') AS fsync`);
    const subject = 'PostgreSQL';
    return [
      number < OLDEST
        ? fail(subject, `version ${version}`, 'ACGS needs PostgreSQL 15 or later: upgrade it.')
        : ok(subject, `version ${version}`),
      replica
        ? fail(subject, 'is a replica, which takes no writes', `Let ${VARIABLES} name the primary.`)
        : ok(subject, 'is the primary'),
      commit === 'off' || fsync === 'off'
        ? fail(
            subject,
            `synchronous_commit ${commit}, fsync ${fsync}`,
            'Turn both on: a decision that was answered can be lost.',
          )
        : ok(subject, `synchronous_commit ${commit}, fsync ${fsync}`),
      ...(await checksums(database)),
    ];
  },
};

async function checksums(database: Parameters<Check['run']>[0]['database']) {
  const { checksums } = await database.row<{ checksums: string }>(
    `SELECT current_setting('data_checksums') AS checksums`,
  );
  return checksums === 'on'
    ? [ok('PostgreSQL', 'data checksums on')]
    : [
        warn(
          'PostgreSQL',
          'data checksums off: a page that the disk changed goes unnoticed',
          'Turn them on with pg_checksums while it is stopped.',
        ),
      ];
}
