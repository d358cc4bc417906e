import { statfs } from 'node:fs/promises';
import { askDatabase } from './asked-database.js';
import { NotMeasurableError } from './measurement.js';

const SAFE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' } as const;
/** `tmpfs` and `ramfs`, as Linux names them in `statfs`. */
const IN_MEMORY: readonly number[] = [0x01021994, 0x858458f6];

/**
 * A commit waits for the disk: by the server's settings, without a role or database that has others, and in a folder which is
 * not memory. What a session sets for itself, `DiskWrites` finds.
 *
 * @throws NotMeasurableError
 */
export async function checkDurable(databaseUrl: string): Promise<void> {
  const rows = await askDatabase<{ name: string; setting: string }>(
    databaseUrl,
    `SELECT name, setting FROM pg_settings WHERE name = ANY ($1)
     UNION ALL SELECT split_part(one, '=', 1), split_part(one, '=', 2)
     FROM pg_db_role_setting, unnest(setconfig) AS one WHERE split_part(one, '=', 1) = ANY ($1)`,
    [Object.keys(SAFE)],
  );
  for (const { name, setting } of rows) {
    if (setting !== SAFE[name as keyof typeof SAFE])
      throw new NotMeasurableError(`${name} of PostgreSQL is ${setting}: decisions would not be on disk.`);
  }
  const [{ folder } = { folder: '' }] = await askDatabase<{ folder: string }>(
    databaseUrl,
    `SELECT current_setting('data_directory') AS folder`,
  );
  const { type } = await statfs(folder);
  if (IN_MEMORY.includes(type)) {
    throw new NotMeasurableError(
      `${folder} is in memory, where nothing is on disk: set TMPDIR to a folder that is on one.`,
    );
  }
}

/** How often sessions have waited for the log of PostgreSQL to reach the disk, from one moment on. */
export class DiskWrites {
  private constructor(
    private readonly databaseUrl: string,
    private readonly before: number,
  ) {}

  static async open(databaseUrl: string): Promise<DiskWrites> {
    return new DiskWrites(databaseUrl, await synced(databaseUrl));
  }

  /** Sessions tell of themselves once a second: asked at once after a run, the last second is not in it. */
  async count(): Promise<number> {
    return (await synced(this.databaseUrl)) - this.before;
  }
}

async function synced(databaseUrl: string): Promise<number> {
  const [row] = await askDatabase<{ count: string }>(
    databaseUrl,
    `SELECT sum(fsyncs) AS count FROM pg_stat_io WHERE object = 'wal' AND backend_type = 'client backend'`,
  );
  return Number(row?.count);
}
