import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SECURITY_EVENT_BODY } from './1793500022100-security-events.js';

/** Security events as their entries of the log say them: the monitor holds one against the other. */
export class SecurityEventEntries1793500029000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW auth_service.security_event_entries AS
      SELECT tenant, id, 'security-event:' || id AS entry_id, ${SECURITY_EVENT_BODY} AS body
      FROM auth_service.security_events`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW auth_service.security_event_entries');
  }
}
