import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the authorization server keeps for a while: sessions, interactions, grants, codes, refresh tokens, pushed requests and
 * the ids of proofs that were used. A record is found by the hash of an unguessable name, before anybody knows the tenant.
 */
export class OAuthRecords1793500021000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE auth_service.oauth_records (
        model text NOT NULL,
        id bytea NOT NULL,
        tenant text,
        payload json NOT NULL,
        grant_id text,
        uid text,
        account_id text,
        client_id text,
        consumed_at timestamptz,
        expires_at timestamptz NOT NULL,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (model, id)
      )`);
    await runner.query(`
      CREATE INDEX oauth_records_grant_id ON auth_service.oauth_records (grant_id) WHERE grant_id IS NOT NULL`);
    await runner.query(`
      CREATE INDEX oauth_records_uid ON auth_service.oauth_records (uid) WHERE uid IS NOT NULL`);
    await runner.query(`
      CREATE INDEX oauth_records_account_id ON auth_service.oauth_records (account_id)
      WHERE account_id IS NOT NULL`);
    await runner.query('CREATE INDEX oauth_records_expires_at ON auth_service.oauth_records (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE auth_service.oauth_records');
  }
}
