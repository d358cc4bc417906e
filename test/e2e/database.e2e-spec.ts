import { type RuleVersions, VersionWatch } from '@acgs/database';
import { Client } from 'pg';
import { openDataSource } from '../../libs/database/src/data-source.js';
import { announceRuleVersion } from '../../libs/database/src/rule-versions.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('the database', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });

  afterEach(async () => {
    await database.drop();
  });

  const open = (): ReturnType<typeof openDataSource> =>
    openDataSource({ url: database.url, poolSize: 4, applicationName: 'test' });

  it('is migrated once, however many services start at the same time', async () => {
    const sources = await Promise.all([open(), open(), open()]);
    const [row] = await sources[0].query<[{ count: string; distinct: string }]>(
      'SELECT count(*), count(DISTINCT name) AS distinct FROM acgs_migrations',
    );
    expect(row.count).toBe(row.distinct);
    await Promise.all(sources.map((source) => source.destroy()));
  });

  it('says in one line what to do when no server answers', async () => {
    const url = 'postgres://acgs:secret@127.0.0.1:1/acgs';
    await expect(openDataSource({ url, poolSize: 2, applicationName: 'test' })).rejects.toThrow(
      'PostgreSQL at 127.0.0.1:1 cannot be used (connect ECONNREFUSED 127.0.0.1:1): start it, or correct DATABASE_URL.',
    );
  });

  it('tells a watch of a change, and goes on after its connection was cut', async () => {
    const source = await open();
    const readings: RuleVersions[] = [];
    const watch = new VersionWatch(database.url);
    watch.listen({ heard: ({ rules }) => readings.push(rules), failed: () => undefined });
    await watch.start();
    const policiesReach = async (version: number): Promise<void> => {
      while (readings.at(-1)?.policies !== version) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    await source.transaction((transaction) => announceRuleVersion(transaction, 'policies'));
    await policiesReach(1);

    const killer = new Client({ connectionString: database.url });
    await killer.connect();
    await killer.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'acgs version watch'`,
    );
    await killer.end();
    await source.transaction((transaction) => announceRuleVersion(transaction, 'policies'));
    await policiesReach(2);
    await watch.stop();
    await source.destroy();

    expect(readings.at(-1)).toStrictEqual({ constitution: 0, policies: 2, freezes: 0 });
  });
});
