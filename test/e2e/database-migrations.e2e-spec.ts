import { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { connect } from '../../libs/database/src/connect.js';
import { openDataSource } from '../../libs/database/src/data-source.js';
import { INDEX_MIGRATIONS, MIGRATIONS } from '../../migrations/index.js';
import { shapesOfTables } from '../support/table-shapes.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { schemaOf } from '../support/schema-description.js';

/** `schema.table` of a column's or a constraint's line. */
const tableOf = (line: string): string => (line.split(' ')[0] ?? '').split('.').slice(0, 2).join('.');

/** A column that may be left out; a new constraint may refuse what the release before writes. */
const isHarmless = (line: string): boolean =>
  line.includes(' default ') && (!line.includes(' not null ') || !line.endsWith(' default '));

describe('the migrations', () => {
  let database: TestDatabase;
  let client: Client;

  beforeEach(async () => {
    database = await createTestDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
  });

  afterEach(async () => {
    await client.end();
    await database.drop();
  });

  const open = (): Promise<DataSource> =>
    openDataSource({ url: database.url, poolSize: 2, applicationName: 'test' });

  const start = async (): Promise<void> => {
    await (await open()).destroy();
  };

  const isValid = async (name: string): Promise<boolean | null> => {
    const { rows } = await client.query<{ valid: boolean }>(
      'SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass($1)',
      [name],
    );
    return rows[0]?.valid ?? null;
  };

  it('can each be taken back: what is there after forth, back and forth is what was there after forth', async () => {
    const migrations = [...MIGRATIONS, ...INDEX_MIGRATIONS];
    const source = await connect(
      { url: database.url, applicationName: 'test' },
      { poolSize: 2, extra: {}, migrations },
    );
    const before: string[] = [];
    for (const migration of migrations) {
      before.push(await schemaOf(client));
      const runner = source.createQueryRunner();
      const change = new migration();
      await change.up(runner);
      const made = await schemaOf(client);
      expect([migration.name, made]).not.toStrictEqual([migration.name, before.at(-1)]);
      await change.down(runner);
      expect([migration.name, await schemaOf(client)]).toStrictEqual([migration.name, before.at(-1)]);
      await change.up(runner);
      expect([migration.name, await schemaOf(client)]).toStrictEqual([migration.name, made]);
      await runner.release();
    }
    await source.destroy();
  });

  it('only add: what a table has stays, and what it gets asks nothing of those who do not know it', async () => {
    const source = await connect(
      { url: database.url, applicationName: 'test' },
      { poolSize: 2, extra: {}, migrations: [] },
    );
    const runner = source.createQueryRunner();
    let before: string[] = [];
    for (const migration of MIGRATIONS) {
      await new migration().up(runner);
      const after = await shapesOfTables(client);
      expect([migration.name, before.filter((line) => !after.includes(line))]).toStrictEqual([
        migration.name,
        [],
      ]);
      const known = new Set(before.map(tableOf));
      const asking = after.filter(
        (line) => !before.includes(line) && known.has(tableOf(line)) && !isHarmless(line),
      );
      expect([migration.name, asking]).toStrictEqual([migration.name, []]);
      before = after;
    }
    await runner.release();
    await source.destroy();
  });

  it('make an index anew that an interrupted build left behind, and one that is not there', async () => {
    await start();
    await client.query('DELETE FROM acgs_migrations WHERE name = $1', [INDEX_MIGRATIONS[0].name]);
    await client.query('DROP INDEX governance_engine.policies_active');
    await client.query('DROP INDEX governance_engine.policy_versions_words');
    await leaveInvalid();
    const [active, words] = ['governance_engine.policies_active', 'governance_engine.policy_versions_words'];
    expect([await isValid(active), await isValid(words)]).toStrictEqual([false, null]);
    await start();
    expect([await isValid(active), await isValid(words)]).toStrictEqual([true, true]);
    const { rows } = await client.query<{ definition: string }>(
      'SELECT pg_get_indexdef(to_regclass($1)) AS definition',
      [active],
    );
    expect(rows[0]?.definition).toContain('WHERE (active_version IS NOT NULL)');
  });

  /** As a build that was cut off leaves it: while another holds a transaction open, the build waits for that one. */
  async function leaveInvalid(): Promise<void> {
    const holder = new Client({ connectionString: database.url });
    const builder = new Client({ connectionString: database.url, application_name: 'cut off' });
    await holder.connect();
    await builder.connect();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE governance_engine.policies IN ROW EXCLUSIVE MODE');
    const built = builder
      .query('CREATE INDEX CONCURRENTLY policies_active ON governance_engine.policies (tenant, id)')
      .catch((error: unknown) => error);
    while ((await isValid('governance_engine.policies_active')) === null) await pause(5);
    await client.query(
      "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE application_name = 'cut off'",
    );
    expect(await built).toMatchObject({ code: '57014' });
    await holder.end();
    await builder.end();
  }

  it('let services start and tables be written while an index is still being made', async () => {
    await start();
    await client.query('DELETE FROM acgs_migrations WHERE name = $1', [INDEX_MIGRATIONS[0].name]);
    await client.query('DROP INDEX governance_engine.policies_active');
    await client.query('BEGIN');
    await client.query('LOCK TABLE governance_engine.policies IN ROW EXCLUSIVE MODE');
    const first = start();
    const watcher = new Client({ connectionString: database.url });
    await watcher.connect();
    const building = async (): Promise<boolean> => {
      const { rows } = await watcher.query(
        `SELECT FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONCURRENTLY%' AND state = 'active'
         AND datname = current_database()`,
      );
      return rows.length > 0;
    };
    while (!(await building())) await pause(5);
    const second = await open();
    await second.query(
      `INSERT INTO governance_engine.policies (tenant, id, latest_version, constitutional_hash) VALUES ('a', 'b', 1, 'c')`,
    );
    expect(await building()).toBe(true);
    await client.query('COMMIT');
    await first;
    await second.destroy();
    await watcher.end();
    expect(await isValid('governance_engine.policies_active')).toBe(true);
  });

  it('say in one line what failed', async () => {
    await start();
    await client.query('DELETE FROM acgs_migrations WHERE name = $1', [INDEX_MIGRATIONS[0].name]);
    await client.query('DROP INDEX governance_engine.policies_active');
    await client.query('ALTER TABLE governance_engine.policies RENAME COLUMN active_version TO gone');
    await expect(start()).rejects.toThrow(
      'An index could not be made (column "active_version" does not exist): the next start tries it again.',
    );
    await client.query('DELETE FROM acgs_migrations WHERE name = $1', [MIGRATIONS[0].name]);
    await expect(start()).rejects.toThrow(
      'A migration failed (relation "rule_versions" already exists): the database is as it was before it.',
    );
  });
});
