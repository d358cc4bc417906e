import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalPostgres } from '../../libs/database/src/local-postgres/local-postgres.js';

/** Speed for tests whose subject is not durability; those start a server of their own. */
const NOT_DURABLE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** One real PostgreSQL for the whole run; every test file makes a database of its own in it. */
export default async function startDatabase(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'acgs-test-'));
  const server = await LocalPostgres.open(folder, { settings: NOT_DURABLE });
  process.env.ACGS_TEST_SERVER = server.url;
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
