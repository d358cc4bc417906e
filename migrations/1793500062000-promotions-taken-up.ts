import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When somebody last saw to a promotion, so that another process takes up what a killed one has left. */
export class PromotionsTakenUp1793500062000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE ec_service.promotions ADD COLUMN taken_up_at timestamptz NOT NULL DEFAULT now()',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE ec_service.promotions DROP COLUMN taken_up_at');
  }
}
