import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Second factors, sessions, the way back after a forgotten password, and the attempts that slow sign-in down. */
export class SignIn1793500020100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE auth_service.second_factors (
        tenant text NOT NULL,
        user_id uuid NOT NULL,
        sealed_secret bytea NOT NULL,
        confirmed_at timestamptz,
        last_step bigint NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now(),
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, user_id)
      )`);
    await runner.query(`
      CREATE TABLE auth_service.recovery_codes (
        tenant text NOT NULL,
        user_id uuid NOT NULL,
        code_hash bytea NOT NULL,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, user_id, code_hash)
      )`);
    await runner.query(`
      CREATE TABLE auth_service.user_sessions (
        tenant text NOT NULL,
        user_id uuid NOT NULL,
        id uuid NOT NULL,
        token_hash bytea NOT NULL,
        acr text NOT NULL,
        amr text[] NOT NULL,
        user_agent text NOT NULL,
        oauth_uid text,
        grant_ids text[] NOT NULL DEFAULT '{}',
        auth_time timestamptz NOT NULL,
        last_used_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, user_id, id),
        UNIQUE (tenant, token_hash)
      )`);
    await runner.query(`
      CREATE TABLE auth_service.password_resets (
        tenant text NOT NULL,
        user_id uuid NOT NULL,
        token_hash bytea NOT NULL,
        expires_at timestamptz NOT NULL,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, user_id),
        UNIQUE (tenant, token_hash)
      )`);
    await this.countAttempts(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'sign_in_attempts',
      'password_resets',
      'user_sessions',
      'recovery_codes',
      'second_factors',
    ]) {
      await runner.query(`DROP TABLE auth_service.${table}`);
    }
  }

  private async countAttempts(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE auth_service.sign_in_attempts (
        tenant text NOT NULL,
        key bytea NOT NULL,
        failures integer NOT NULL,
        blocked_until timestamptz NOT NULL,
        forgotten_at timestamptz NOT NULL,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, key)
      )`);
    await runner.query(
      'CREATE INDEX sign_in_attempts_forgotten_at ON auth_service.sign_in_attempts (forgotten_at)',
    );
  }
}
