import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the entry of an event says, of its row. */
export const SECURITY_EVENT_BODY = `json_build_object(
  'id', id, 'event', kind, 'subject', subject, 'actor', actor, 'detail', detail,
  'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;

/** What happened to identities and their rights. Each becomes a leaf of the log, as all that is in it does. */
export class SecurityEvents1793500022100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE auth_service.security_events (
        tenant text NOT NULL,
        id uuid NOT NULL,
        kind text NOT NULL,
        subject text NOT NULL,
        actor text,
        detail jsonb NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, id)
      )`);
    await runner.query(
      'CREATE INDEX security_events_by_subject ON auth_service.security_events (tenant, subject, id)',
    );
    await runner.query(
      'CREATE INDEX security_events_by_kind ON auth_service.security_events (tenant, kind, id)',
    );
    await runner.query(`
      CREATE FUNCTION acgs.log_security_event() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO acgs.outbox (tenant, kind, entry_id, body, constitutional_hash)
        SELECT tenant, 'security-event', 'security-event:' || id, ${SECURITY_EVENT_BODY},
          constitutional_hash
        FROM recorded ORDER BY id;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER security_event_is_logged AFTER INSERT ON auth_service.security_events
      REFERENCING NEW TABLE AS recorded FOR EACH STATEMENT EXECUTE FUNCTION acgs.log_security_event()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE auth_service.security_events');
    await runner.query('DROP FUNCTION acgs.log_security_event');
  }
}
