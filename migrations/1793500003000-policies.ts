import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Policy versions are immutable; which one is active is one pointer per policy. A policy set is what a decision pins:
 * the versions that were active together, by their digest.
 */
export class Policies1793500003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA IF NOT EXISTS governance_engine');
    await runner.query(`
      CREATE TABLE governance_engine.policies (
        tenant text NOT NULL,
        id text NOT NULL,
        latest_version integer NOT NULL,
        active_version integer,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, id)
      )`);
    await runner.query(`
      CREATE TABLE governance_engine.policy_versions (
        tenant text NOT NULL,
        id text NOT NULL,
        version integer NOT NULL,
        digest text NOT NULL,
        document jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        created_by text NOT NULL,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, id, version),
        FOREIGN KEY (tenant, id) REFERENCES governance_engine.policies (tenant, id)
      )`);
    await runner.query(`
      CREATE TABLE governance_engine.policy_sets (
        tenant text NOT NULL,
        digest text NOT NULL,
        members jsonb NOT NULL,
        first_used_at timestamptz NOT NULL DEFAULT now(),
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, digest)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE governance_engine.policy_sets');
    await runner.query('DROP TABLE governance_engine.policy_versions');
    await runner.query('DROP TABLE governance_engine.policies');
  }
}
