import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { type Installation, startInstallation } from '../support/installation.js';
import { shapesOfEntities, shapesOfTables } from '../support/table-shapes.js';

const SERVICES = [
  'auth-service',
  'constitutional-core',
  'integrity-service',
  'governance-engine',
  'ec-service',
] as const;

describe('the entities and the migrations', () => {
  let installation: Installation;
  let database: Client;

  beforeAll(async () => {
    installation = await startInstallation({ services: SERVICES });
    database = new Client({ connectionString: installation.database.url });
    await database.connect();
  });

  afterAll(async () => {
    await database.end();
    await installation.close();
  });

  /** Tables that several services know are told once. */
  const entities = (): string[] => {
    const sources = SERVICES.map((name) => installation.service(name).app.get(DataSource, { strict: false }));
    return [...new Set(sources.flatMap(shapesOfEntities))].sort();
  };

  const tables = async (): Promise<string[]> => (await shapesOfTables(database)).sort();

  it('agree on every column, type, default, key and reference of every table', async () => {
    expect(entities().length).toBeGreaterThan(60);
    expect(await tables()).toStrictEqual(entities());
  });

  it.each([
    'ALTER TABLE governance_engine.policies ADD COLUMN more text',
    'ALTER TABLE governance_engine.policies DROP COLUMN active_version CASCADE',
    'ALTER TABLE governance_engine.policies ALTER COLUMN latest_version TYPE bigint',
    'ALTER TABLE governance_engine.policies ALTER COLUMN active_version SET NOT NULL',
    'ALTER TABLE governance_engine.policy_versions ALTER COLUMN created_at DROP DEFAULT',
    'ALTER TABLE governance_engine.policy_versions DROP CONSTRAINT policy_versions_tenant_id_fkey',
    'ALTER TABLE governance_engine.policy_sets DROP CONSTRAINT policy_sets_pkey',
    'ALTER TABLE auth_service.signing_keys DROP CONSTRAINT signing_keys_kid_key',
    'ALTER TABLE auth_service.clients ALTER COLUMN permissions TYPE text USING array_to_string(permissions, $$,$$)',
    'CREATE TABLE constitutional_core.forgotten (id text PRIMARY KEY)',
    'DROP TABLE governance_engine.idempotency_keys',
  ])('would be found to differ after %s', async (change) => {
    await database.query('BEGIN');
    await database.query(change);
    const changed = await tables();
    await database.query('ROLLBACK');
    expect(changed).not.toStrictEqual(entities());
  });

  it('load relations where a query says so, and never else', () => {
    const metadatas = SERVICES.flatMap(
      (name) => installation.service(name).app.get(DataSource, { strict: false }).entityMetadatas,
    );
    const relations = metadatas.flatMap(({ relations: own }) => own);
    expect(relations.length).toBeGreaterThan(0);
    expect(relations.filter(({ isEager, isLazy }) => isEager || isLazy)).toStrictEqual([]);
  });
});
