import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Security events as their entries of the log say them: the monitor holds one against the other. */
export class SecurityEventEntries1793500029000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW auth_service.security_event_entries AS
      SELECT tenant, id, 'security-event:' || id AS entry_id, json_build_object(
          'id', id, 'event', kind, 'subject', subject, 'actor', actor, 'detail', detail,
          'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) AS body
      FROM auth_service.security_events`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW auth_service.security_event_entries');
  }
}
