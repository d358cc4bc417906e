import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Clients with the hashes of their secrets, and the signing key with its private part sealed. */
export class Authentication1793500001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA IF NOT EXISTS auth_service');
    await runner.query(`
      CREATE TABLE auth_service.clients (
        id text PRIMARY KEY,
        secret_hash bytea NOT NULL,
        tenant text NOT NULL,
        roles text[] NOT NULL,
        permissions text[] NOT NULL,
        constitutional_hash text NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE auth_service.signing_keys (
        purpose text PRIMARY KEY,
        kid text NOT NULL UNIQUE,
        sealed_key bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        constitutional_hash text NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE auth_service.signing_keys');
    await runner.query('DROP TABLE auth_service.clients');
  }
}
