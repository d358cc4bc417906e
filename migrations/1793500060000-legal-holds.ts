import type { MigrationInterface, QueryRunner } from 'typeorm';

const instant = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Of what a hold names, and why, the leaf has a digest: leaves are for ever, and names of people are not. */
const DIGEST = `encode(sha256(convert_to(json_build_object('reason', reason, 'subject', subject_id, 'resource', resource_id,
  'from', from_id, 'to', to_id)::text, 'UTF8')), 'hex')`;

const entry = (event: string, by: string, at: string): string => `
  INSERT INTO acgs.outbox (tenant, kind, entry_id, body, constitutional_hash)
  SELECT tenant, 'legal-hold', 'legal-hold:' || hold_id || ':${event}', json_build_object('holdId', hold_id,
    'event', '${event}', 'digest', ${DIGEST}, 'by', ${by}, 'at', ${instant(at)}), constitutional_hash
  FROM recorded ORDER BY hold_id`;

/**
 * Legal holds: which decisions are kept past their time. A hold is placed, and released once; it is never changed otherwise
 * and never removed. Both become leaves of the log.
 */
export class LegalHolds1793500060000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE governance_engine.legal_holds (
        tenant text NOT NULL,
        hold_id uuid NOT NULL,
        reason text NOT NULL,
        subject_id text,
        resource_id text,
        from_id uuid,
        to_id uuid,
        placed_by text NOT NULL,
        placed_at timestamptz NOT NULL DEFAULT date_trunc('milliseconds', now()),
        released_by text,
        released_at timestamptz,
        release_reason text,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, hold_id),
        CONSTRAINT legal_holds_release CHECK ((released_at IS NULL) = (released_by IS NULL)
          AND (released_at IS NULL) = (release_reason IS NULL))
      )`);
    await runner.query(`
      CREATE FUNCTION governance_engine.keep_legal_hold() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP <> 'UPDATE' OR old.released_at IS NOT NULL OR new.released_at IS NULL
            OR (new.tenant, new.hold_id, new.reason, new.subject_id, new.resource_id, new.from_id, new.to_id,
              new.placed_by, new.placed_at)
            IS DISTINCT FROM (old.tenant, old.hold_id, old.reason, old.subject_id, old.resource_id, old.from_id,
              old.to_id, old.placed_by, old.placed_at) THEN
          RAISE EXCEPTION 'legal holds are released once, and never changed' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN new;
      END $$`);
    await runner.query(`
      CREATE TRIGGER legal_holds_are_kept BEFORE UPDATE OR DELETE ON governance_engine.legal_holds
      FOR EACH ROW EXECUTE FUNCTION governance_engine.keep_legal_hold()`);
    for (const [event, operation, by, at] of [
      ['placed', 'INSERT', 'placed_by', 'placed_at'],
      ['released', 'UPDATE', 'released_by', 'released_at'],
    ] as const) {
      await runner.query(`
        CREATE FUNCTION acgs.log_legal_hold_${event}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          ${entry(event, by, at)};
          RETURN NULL;
        END $$`);
      await runner.query(`
        CREATE TRIGGER legal_hold_${event}_is_logged AFTER ${operation} ON governance_engine.legal_holds
        REFERENCING NEW TABLE AS recorded FOR EACH STATEMENT EXECUTE FUNCTION acgs.log_legal_hold_${event}()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE governance_engine.legal_holds');
    await runner.query('DROP FUNCTION governance_engine.keep_legal_hold');
    await runner.query('DROP FUNCTION acgs.log_legal_hold_placed');
    await runner.query('DROP FUNCTION acgs.log_legal_hold_released');
  }
}
