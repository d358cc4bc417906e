import { statfs } from 'node:fs/promises';
import type { Check, Patient } from '../check.js';
import { fail, type Finding, ok, skipped, warn } from '../finding.js';

const GIBIBYTE = 2 ** 30;
const FULL_SHARE = 0.02;
const FILLING_SHARE = 0.1;
const ADVICE = 'Make room: drop old decisions (DECISION_RETENTION_DAYS), or give it a larger disk.';
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** There is room where the data is, as far as it is on this machine. */
export const DISK: Check = {
  name: 'disk',
  run: async (patient) => {
    const { home } = patient.deployment;
    return [
      ...(home === null ? [] : [await roomIn(home, home)]),
      await sizeOf(patient),
      await dataFolder(patient),
    ];
  },
};

async function sizeOf({ database }: Patient): Promise<Finding> {
  const { bytes } = await database.row<{ bytes: string }>(
    'SELECT pg_database_size(current_database()) AS bytes',
  );
  return ok('database', `${gibibytes(Number(bytes))} in use`);
}

async function dataFolder({ database }: Patient): Promise<Finding> {
  const elsewhere = 'Look at the free space of its machine there.';
  if (database.url !== null && !LOOPBACK.includes(new URL(database.url).hostname))
    return skipped('data folder', 'PostgreSQL is on another machine', elsewhere);
  const { folder } = await database.row<{ folder: string | null }>(
    `SELECT CASE WHEN pg_has_role('pg_read_all_settings', 'USAGE') THEN current_setting('data_directory', true) END AS folder`,
  );
  if (folder === null)
    return skipped('data folder', 'the role may not read where it is', 'GRANT pg_read_all_settings to it.');
  return roomIn('data folder', folder);
}

async function roomIn(subject: string, folder: string): Promise<Finding> {
  const disk = await statfs(folder).catch(() => null);
  if (disk === null)
    return skipped(subject, `${folder} cannot be looked at from here`, 'Run the doctor where it is.');
  const free = disk.bavail * disk.bsize;
  const share = disk.bavail / disk.blocks;
  const saw = `${gibibytes(free)} free, ${(share * 100).toFixed(0)} %`;
  if (free < GIBIBYTE || share < FULL_SHARE) return fail(subject, saw, ADVICE);
  return share < FILLING_SHARE ? warn(subject, saw, ADVICE) : ok(subject, saw);
}

const gibibytes = (bytes: number): string => `${(bytes / GIBIBYTE).toFixed(2)} GiB`;
