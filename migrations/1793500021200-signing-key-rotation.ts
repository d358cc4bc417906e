import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When a key begins to sign (at once where it is not said), and until when its signatures are accepted (for ever). A process of
 * the release before goes on with the first key.
 */
export class SigningKeyRotation1793500021200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE auth_service.signing_keys
        ADD COLUMN signs_from timestamptz,
        ADD COLUMN retires_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE auth_service.signing_keys
        DROP COLUMN signs_from,
        DROP COLUMN retires_at`);
  }
}
