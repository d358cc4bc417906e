import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Persons with the hashes of their passwords, and the invitations by which they come. */
export class People1793500020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE auth_service.users (
        tenant text NOT NULL,
        id uuid NOT NULL,
        email text NOT NULL,
        name text NOT NULL,
        roles text[] NOT NULL,
        password_hash text NOT NULL,
        password_changed_at timestamptz NOT NULL DEFAULT now(),
        disabled_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, id),
        UNIQUE (tenant, email),
        UNIQUE (id)
      )`);
    await runner.query(`
      CREATE TABLE auth_service.invitations (
        tenant text NOT NULL,
        id uuid NOT NULL,
        token_hash bytea NOT NULL,
        email text NOT NULL,
        name text NOT NULL,
        roles text[] NOT NULL,
        invited_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, id),
        UNIQUE (tenant, email),
        UNIQUE (tenant, token_hash)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE auth_service.invitations');
    await runner.query('DROP TABLE auth_service.users');
  }
}
