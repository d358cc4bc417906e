import type { MigrationInterface, QueryRunner } from 'typeorm';

const FIELDS = `'policy', id, 'number', number, 'kind', kind, 'from', from_version, 'to', to_version,
  'digest', digest, 'actedBy', acted_by,
  'actedAt', to_char(acted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'reason', reason, 'selfActivated', self_activated`;

/** Of what was recorded before, or is by an earlier release, the entry stays what it was. */
const BODY = `CASE WHEN client_id IS NULL THEN json_build_object(${FIELDS})
  ELSE json_build_object(${FIELDS}, 'actors', actors, 'clientId', client_id) END`;

const ENTRY_ID = `'policy-activation:' || id || ':' || number`;

const WRITTEN = 'version, digest, document, created_at, created_by, origin';

/** Through whom a version was written, and put in force: those who acted for the subject, and the client of the token. */
export class WhoStandsBehind1793500036000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['policy_versions', 'policy_activations']) {
      await runner.query(
        `ALTER TABLE governance_engine.${table} ADD COLUMN actors text[], ADD COLUMN client_id text`,
      );
    }
    await this.log(runner, BODY);
    await this.keep(runner, `${WRITTEN}, actors, client_id`);
  }

  private async log(runner: QueryRunner, body: string): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE VIEW governance_engine.policy_activation_entries AS
      SELECT tenant, id, number, ${ENTRY_ID} AS entry_id, ${body} AS body
      FROM governance_engine.policy_activations`);
    await runner.query(`
      CREATE OR REPLACE FUNCTION acgs.log_policy_activation() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO acgs.outbox (tenant, kind, entry_id, body, constitutional_hash)
        SELECT tenant, 'policy-activation', ${ENTRY_ID}, ${body}, constitutional_hash
        FROM recorded ORDER BY tenant, id, number;
        RETURN NULL;
      END $$`);
  }

  private async keep(runner: QueryRunner, columns: string): Promise<void> {
    await runner.query('DROP TRIGGER versions_are_immutable ON governance_engine.policy_versions');
    await runner.query(`
      CREATE TRIGGER versions_are_immutable BEFORE UPDATE OF ${columns} ON governance_engine.policy_versions
      FOR EACH STATEMENT EXECUTE FUNCTION governance_engine.refuse_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await this.log(runner, `json_build_object(${FIELDS})`);
    await this.keep(runner, WRITTEN);
    for (const table of ['policy_versions', 'policy_activations']) {
      await runner.query(`ALTER TABLE governance_engine.${table} DROP COLUMN actors, DROP COLUMN client_id`);
    }
  }
}
