import { LocalPostgres } from '@acgs/database';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

describe('LocalPostgres', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acgs-local-'));
    await chmod(folder, 0o700);
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('keeps its data in a folder that no other account may enter, and finds it again', async () => {
    const first = await LocalPostgres.open(join(folder, 'postgres'));
    await query(first.url, 'CREATE TABLE kept (value int)');
    await first.stop();
    const second = await LocalPostgres.open(join(folder, 'postgres'));
    await query(second.url, 'INSERT INTO kept VALUES (1)');
    await second.stop();
    await expect(readFile(join(folder, 'postgres', 'data', 'postmaster.pid'))).rejects.toThrow('ENOENT');
  });

  it('joins a running server, and stops it when nobody else would', async () => {
    const first = await LocalPostgres.open(folder);
    await writeFile(join(folder, 'owner.pid'), String(process.ppid));
    const guest = await LocalPostgres.open(folder);
    await guest.stop();
    await query(first.url, 'SELECT 1');
    await rm(join(folder, 'owner.pid'));
    const heir = await LocalPostgres.open(folder);
    await heir.stop();
    await expect(query(first.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
    await expect(first.stop()).resolves.toBeUndefined();
  });
});

async function query(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
