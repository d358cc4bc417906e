import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which fields of which decisions were erased, by whom and when. Each becomes a leaf of the log, as all that is in it does. */
export class Erasures1793500014000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE governance_engine.erasures (
        tenant text NOT NULL,
        decision_id uuid NOT NULL,
        fields text[] NOT NULL,
        erased_by text NOT NULL,
        erased_at timestamptz NOT NULL DEFAULT now(),
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, decision_id)
      )`);
    await runner.query(`
      CREATE FUNCTION acgs.log_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO acgs.outbox (tenant, kind, entry_id, body, constitutional_hash)
        SELECT tenant, 'erasure', 'erasure:' || decision_id, json_build_object(
            'decisionId', decision_id, 'fields', fields, 'erasedBy', erased_by,
            'erasedAt', to_char(erased_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
          constitutional_hash
        FROM recorded ORDER BY decision_id;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER erasure_is_logged AFTER INSERT ON governance_engine.erasures
      REFERENCING NEW TABLE AS recorded FOR EACH STATEMENT EXECUTE FUNCTION acgs.log_erasure()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE governance_engine.erasures');
    await runner.query('DROP FUNCTION acgs.log_erasure');
  }
}
