import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { migrate } from '../../libs/database/src/migrate.js';
import { breachesOf, tablesOf } from '../support/citus/constraints.js';
import { EXCEPTIONS } from '../support/citus/exceptions.js';
import { NOT_DISTRIBUTED } from '../support/citus/placements.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** By what is found of it. */
const BROKEN: Readonly<Record<string, string>> = {
  'tenant governance_engine.broken': 'CREATE TABLE governance_engine.broken (tenant text, id int)',
  'key governance_engine.broken.broken_pkey':
    'CREATE TABLE governance_engine.broken (tenant text NOT NULL, id int, PRIMARY KEY (id, tenant))',
  'no-key governance_engine.broken': 'CREATE TABLE governance_engine.broken (tenant text NOT NULL)',
  'foreign-key governance_engine.broken.broken_id_tenant_fkey': `CREATE TABLE governance_engine.broken (tenant text NOT NULL,
    id text, PRIMARY KEY (tenant), FOREIGN KEY (id, tenant) REFERENCES governance_engine.policies (tenant, id))`,
  'foreign-key acgs.rule_versions.to_broken': `CREATE TABLE governance_engine.broken (tenant text PRIMARY KEY);
    ALTER TABLE acgs.rule_versions ADD CONSTRAINT to_broken FOREIGN KEY (name)
      REFERENCES governance_engine.broken NOT VALID`,
  'exclusion governance_engine.broken.broken_id_excl':
    'CREATE TABLE governance_engine.broken (tenant text PRIMARY KEY, id int4range, EXCLUDE USING gist (id WITH &&))',
  'sequence governance_engine.broken.id':
    'CREATE TABLE governance_engine.broken (tenant text PRIMARY KEY, id serial)',
  'reach governance_engine.broken.asks acgs.rule_versions': `CREATE TABLE governance_engine.broken (tenant text PRIMARY KEY);
    CREATE FUNCTION acgs.ask() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN PERFORM version FROM acgs.rule_versions; RETURN NULL; END';
    CREATE TRIGGER asks AFTER INSERT ON governance_engine.broken EXECUTE FUNCTION acgs.ask()`,
  'partitions governance_engine.broken.deeper': `CREATE TABLE governance_engine.broken (tenant text PRIMARY KEY)
      PARTITION BY LIST (tenant);
    CREATE TABLE governance_engine.deeper PARTITION OF governance_engine.broken DEFAULT PARTITION BY LIST (tenant)`,
  'trigger governance_engine.decisions.more': `CREATE TRIGGER more BEFORE UPDATE ON governance_engine.decisions
    FOR EACH STATEMENT EXECUTE FUNCTION governance_engine.refuse_change()`,
  'writes governance_engine.policies.more': `CREATE TRIGGER more AFTER INSERT ON governance_engine.policies
    REFERENCING NEW TABLE AS recorded FOR EACH STATEMENT EXECUTE FUNCTION acgs.log_decisions()`,
  'policy governance_engine.broken.own': `CREATE TABLE governance_engine.broken (tenant text PRIMARY KEY);
    CREATE POLICY own ON governance_engine.broken USING (true)`,
  'storage governance_engine.broken':
    'CREATE UNLOGGED TABLE governance_engine.broken (tenant text PRIMARY KEY)',
};

describe('the tables, by what Citus demands of distributed ones', () => {
  let database: TestDatabase;
  let client: Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    await migrate({ url: database.url, applicationName: 'test' });
    client = new Client({ connectionString: database.url });
    await client.connect();
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('hold to it but for the exceptions, and each exception is one', async () => {
    expect(await breachesOf(client)).toStrictEqual(Object.keys(EXCEPTIONS).sort());
  });

  it('are all distributed but for those that are named, and each of these is there', async () => {
    const tables = await tablesOf(client);
    expect(Object.keys(NOT_DISTRIBUTED).filter((name) => !tables.includes(name))).toStrictEqual([]);
    expect(tables.length).toBeGreaterThan(2 * Object.keys(NOT_DISTRIBUTED).length);
  });

  async function foundAfter(change: string): Promise<string[]> {
    await client.query('BEGIN');
    try {
      await client.query(change);
      return (await breachesOf(client)).filter((breach) => !(breach in EXCEPTIONS));
    } finally {
      await client.query('ROLLBACK');
    }
  }

  it.each(Object.entries(BROKEN))('what breaks it is found: %s', async (breach, change) => {
    expect(await foundAfter(change)).toContain(breach);
  });

  it('what keeps to it is not', async () => {
    const change = `CREATE TABLE governance_engine.kept (tenant text, id int, PRIMARY KEY (tenant, id))`;
    expect(await foundAfter(change)).toStrictEqual([]);
  });

  it.each([...Object.keys(NOT_DISTRIBUTED), ...keysAndSequences()])('docs/scale.md names %s', (name) => {
    expect(readFileSync('docs/scale.md', 'utf8')).toContain(`\`${name}\``);
  });
});

/** The exceptions that stand one by one in the page; triggers stand there by kind. */
function keysAndSequences(): string[] {
  const named = Object.keys(EXCEPTIONS).filter((name) => !/^(?:trigger|writes) /.test(name));
  return named.map((name) => name.replace(/^\S+ /, ''));
}
