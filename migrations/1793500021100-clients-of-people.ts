import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Clients that act for people: where they are sent back to, what they may ask for, and how they prove who they are. */
export class ClientsOfPeople1793500021100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE auth_service.clients
        ADD COLUMN name text,
        ADD COLUMN auth_method text NOT NULL DEFAULT 'client_secret',
        ADD COLUMN redirect_uris text[] NOT NULL DEFAULT '{}',
        ADD COLUMN post_logout_redirect_uris text[] NOT NULL DEFAULT '{}',
        ADD COLUMN scopes text[] NOT NULL DEFAULT '{}',
        ADD COLUMN jwks json,
        ADD COLUMN dpop_bound boolean NOT NULL DEFAULT false,
        ADD COLUMN created_at timestamptz NOT NULL DEFAULT now()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE auth_service.clients
        DROP COLUMN name,
        DROP COLUMN auth_method,
        DROP COLUMN redirect_uris,
        DROP COLUMN post_logout_redirect_uris,
        DROP COLUMN scopes,
        DROP COLUMN jwks,
        DROP COLUMN dpop_bound,
        DROP COLUMN created_at`);
  }
}
