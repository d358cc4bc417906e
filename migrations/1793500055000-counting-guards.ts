import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What guards have counted is kept, and what they hold it against. What is promoted is kept before the engine is asked, so that
 * a promotion that was broken off goes on.
 */
export class CountingGuards1793500055000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ec_service.promotions (
        tenant text NOT NULL,
        run_id uuid NOT NULL,
        candidate_id text NOT NULL,
        promoted_by text NOT NULL,
        proposal json NOT NULL,
        guard json,
        begun_at timestamptz NOT NULL DEFAULT now(),
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, run_id, candidate_id)
      )`);
    await runner.query(`
      ALTER TABLE ec_service.guards ADD COLUMN based_on integer, ADD COLUMN today json, ADD COLUMN counts json`);
    await runner.query(`
      UPDATE ec_service.guards SET comparison = NULL, bounds = (bounds::jsonb || '{"labelled": 20}')::json`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE ec_service.guards DROP COLUMN based_on, DROP COLUMN today, DROP COLUMN counts`);
    await runner.query('DROP TABLE ec_service.promotions');
  }
}
