import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may act for whom: a chain of three at most, each link with its own permissions and its own end. */
export class Delegations1793500022400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE auth_service.delegations (
        tenant text NOT NULL,
        id uuid NOT NULL,
        person text NOT NULL,
        granted_by text NOT NULL,
        agent_id text NOT NULL,
        parent uuid,
        depth smallint NOT NULL CHECK (depth BETWEEN 1 AND 3 AND (depth = 1) = (parent IS NULL)),
        permissions text[] NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, id)
      )`);
    for (const column of ['person', 'granted_by', 'agent_id', 'parent']) {
      await runner.query(
        `CREATE INDEX delegations_by_${column} ON auth_service.delegations (tenant, ${column}, id)`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE auth_service.delegations');
  }
}
