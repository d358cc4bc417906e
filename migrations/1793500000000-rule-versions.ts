import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The counters by which every process knows whether its rules are the ones in force. */
export class RuleVersions1793500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA IF NOT EXISTS acgs');
    await runner.query('CREATE TABLE acgs.rule_versions (name text PRIMARY KEY, version bigint NOT NULL)');
    await runner.query(`INSERT INTO acgs.rule_versions VALUES ('constitution', 0), ('policies', 0)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE acgs.rule_versions');
  }
}
