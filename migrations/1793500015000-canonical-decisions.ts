import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A decision that is recorded as canonical JSON needs no reading and writing anew to become a leaf of the log: its leaf is
 * made where it lies. Those that are not, such as all that an earlier version records, go on as before.
 */
export class CanonicalDecisions1793500015000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE governance_engine.decisions ADD COLUMN canonical boolean NOT NULL DEFAULT false',
    );
    await runner.query(`
      CREATE OR REPLACE VIEW governance_engine.decision_entries AS
      SELECT tenant, decision_id, requested_by, request, decision, constitutional_hash, canonical
      FROM governance_engine.decisions`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW governance_engine.decision_entries');
    await runner.query('ALTER TABLE governance_engine.decisions DROP COLUMN canonical');
    await runner.query(`
      CREATE VIEW governance_engine.decision_entries AS
      SELECT tenant, decision_id, requested_by, request, decision, constitutional_hash
      FROM governance_engine.decisions`);
  }
}
