import { join } from 'node:path';
import { LocalPostgres } from './local-postgres/local-postgres.js';

/** Where the database is: the one that was configured, or the built-in one, which ends with the process that began it. */
export class DatabaseUrl {
  private constructor(
    readonly url: string,
    private readonly local: LocalPostgres | null,
  ) {}

  static async resolve(configured: string | undefined): Promise<DatabaseUrl> {
    if (configured !== undefined) return new DatabaseUrl(configured, null);
    const local = await LocalPostgres.open(join(process.env.ACGS_HOME ?? '.acgs', 'postgres'));
    return new DatabaseUrl(local.url, local);
  }

  async close(): Promise<void> {
    await this.local?.stop();
  }
}
