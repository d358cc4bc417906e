import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What became personal after a decision was erased can be erased, too: as another erasure, with an entry of its own, since
 * those of before do not change. The first of a decision stays where earlier versions look for it.
 */
export class FurtherErasures1793500017000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE governance_engine.further_erasures (
        tenant text NOT NULL,
        decision_id uuid NOT NULL,
        number integer NOT NULL,
        fields text[] NOT NULL,
        erased_by text NOT NULL,
        erased_at timestamptz NOT NULL DEFAULT now(),
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, decision_id, number)
      )`);
    await runner.query(`
      CREATE VIEW governance_engine.erasure_entries AS
      SELECT tenant, decision_id, 1 AS number, fields, 'erasure:' || decision_id AS entry_id
      FROM governance_engine.erasures
      UNION ALL
      SELECT tenant, decision_id, number, fields, 'erasure:' || decision_id || ':' || number
      FROM governance_engine.further_erasures`);
    await this.log(runner);
  }

  private async log(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION acgs.log_further_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO acgs.outbox (tenant, kind, entry_id, body, constitutional_hash)
        SELECT tenant, 'erasure', 'erasure:' || decision_id || ':' || number, json_build_object(
            'decisionId', decision_id, 'fields', fields, 'erasedBy', erased_by,
            'erasedAt', to_char(erased_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
          constitutional_hash
        FROM recorded ORDER BY decision_id, number;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER further_erasure_is_logged AFTER INSERT ON governance_engine.further_erasures
      REFERENCING NEW TABLE AS recorded FOR EACH STATEMENT EXECUTE FUNCTION acgs.log_further_erasure()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW governance_engine.erasure_entries');
    await runner.query('DROP TABLE governance_engine.further_erasures');
    await runner.query('DROP FUNCTION acgs.log_further_erasure');
  }
}
