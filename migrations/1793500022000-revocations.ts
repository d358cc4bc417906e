import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tokens that are refused although they have not expired, by hashes of what they rest on. Every process reads those after
 * the last revision that it knows, so the next revision is taken under the lock of the one row that counts them.
 */
export class Revocations1793500022000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE acgs.revocations (
        key text PRIMARY KEY,
        before bigint NOT NULL,
        expires_at bigint NOT NULL,
        revision bigint NOT NULL,
        constitutional_hash text NOT NULL
      )`);
    await runner.query('CREATE INDEX revocations_by_revision ON acgs.revocations (revision)');
    await runner.query('CREATE INDEX revocations_by_expiry ON acgs.revocations (expires_at)');
    await runner.query('CREATE TABLE acgs.revocation_revision (revision bigint PRIMARY KEY)');
    await runner.query('INSERT INTO acgs.revocation_revision VALUES (0)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE acgs.revocation_revision');
    await runner.query('DROP TABLE acgs.revocations');
  }
}
