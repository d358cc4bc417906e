import { join } from 'node:path';
import type { DatabaseSettings } from './database.variables.js';
import { LocalPostgres } from './local-postgres/local-postgres.js';

/** Where the database is: the one that was configured, or the built-in one, which ends with the process that began it. */
export class DatabaseUrl {
  private constructor(
    readonly url: string,
    private readonly local: LocalPostgres | null,
  ) {}

  static async resolve({ ACGS_HOME, DATABASE_URL }: DatabaseSettings): Promise<DatabaseUrl> {
    if (DATABASE_URL !== undefined) return new DatabaseUrl(DATABASE_URL, null);
    const local = await LocalPostgres.open(join(ACGS_HOME, 'postgres'));
    return new DatabaseUrl(local.url, local);
  }

  async close(): Promise<void> {
    await this.local?.stop();
  }
}
