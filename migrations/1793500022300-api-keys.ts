import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys of programs that can't do OAuth. A key is found by its id alone: who has it does not tell the tenant. */
export class ApiKeys1793500022300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE auth_service.api_keys (
        tenant text NOT NULL,
        id uuid NOT NULL,
        name text NOT NULL,
        owner text NOT NULL,
        subject text NOT NULL,
        principal text NOT NULL,
        key_hash bytea NOT NULL,
        permissions text[] NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        last_used_at timestamptz,
        revoked_at timestamptz,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, id),
        UNIQUE (id)
      )`);
    await runner.query('CREATE INDEX api_keys_by_owner ON auth_service.api_keys (tenant, owner, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE auth_service.api_keys');
  }
}
