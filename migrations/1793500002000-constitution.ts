import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Constitution versions, one row each, never changed. `document` is the RFC 8785 canonical JSON itself: the database
 * accepts no row whose digest is not the SHA-256 of those bytes.
 */
export class Constitution1793500002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA IF NOT EXISTS constitutional_core');
    await runner.query(`
      CREATE TABLE constitutional_core.versions (
        version integer PRIMARY KEY CHECK (version > 0),
        digest text NOT NULL,
        document text NOT NULL,
        title text NOT NULL,
        principle_count integer NOT NULL CHECK (principle_count > 0),
        ratified_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        ratified_by text NOT NULL,
        constitutional_hash text NOT NULL,
        CONSTRAINT versions_digest CHECK (digest = encode(sha256(convert_to(document, 'UTF8')), 'hex'))
      )`);
    await runner.query(`
      CREATE FUNCTION constitutional_core.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'constitution versions are immutable' USING ERRCODE = 'restrict_violation';
      END $$`);
    await runner.query(`
      CREATE TRIGGER versions_are_immutable
      BEFORE UPDATE OR DELETE OR TRUNCATE ON constitutional_core.versions
      FOR EACH STATEMENT EXECUTE FUNCTION constitutional_core.refuse_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE constitutional_core.versions');
    await runner.query('DROP FUNCTION constitutional_core.refuse_change');
    await runner.query('DROP SCHEMA constitutional_core');
  }
}
