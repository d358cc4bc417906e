import type { MigrationInterface, QueryRunner } from 'typeorm';

const instant = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Of whom a freeze names, and why, the leaf has a digest: leaves are for ever, and names of people are not. */
const DIGEST = `encode(sha256(convert_to(json_build_object('reason', reason, 'subjectType', subject_type,
  'subject', subject_id, 'action', action, 'everything', everything)::text, 'UTF8')), 'hex')`;

const COVERS = `CASE WHEN everything THEN 'everything' WHEN action IS NULL THEN 'subject' ELSE 'action' END`;

const EVENTS = [
  { event: 'placed', operation: 'INSERT', by: 'placed_by', at: 'placed_at' },
  { event: 'lifted', operation: 'UPDATE', by: 'lifted_by', at: 'lifted_at' },
] as const;
type Event = (typeof EVENTS)[number];

const idOf = ({ event }: Event): string => `'freeze:' || freeze_id || ':${event}'`;
const bodyOf = ({ event, by, at }: Event): string =>
  `json_build_object('freezeId', freeze_id, 'event', '${event}', 'covers', ${COVERS}, 'digest', ${DIGEST},
    'expiresAt', ${instant('expires_at')}, 'by', ${by}, 'at', ${instant(at)})`;

/**
 * Freezes: what is denied until it is lifted, or until it expires. One is placed, and lifted once at most; it is never changed
 * otherwise and never removed. Both become leaves of the log, and the engines hear of both by a counter.
 */
export class Freezes1793500061000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`INSERT INTO acgs.rule_versions VALUES ('freezes', 0)`);
    await runner.query(`
      CREATE TABLE governance_engine.freezes (
        tenant text NOT NULL,
        freeze_id uuid NOT NULL,
        subject_type text,
        subject_id text,
        action text,
        everything boolean NOT NULL,
        reason text NOT NULL,
        placed_by text NOT NULL,
        placed_at timestamptz NOT NULL DEFAULT date_trunc('milliseconds', now()),
        expires_at timestamptz,
        lifted_by text,
        lifted_at timestamptz,
        lift_reason text,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, freeze_id),
        CONSTRAINT freezes_scope CHECK (num_nonnulls(subject_id, action) + everything::integer = 1
          AND (subject_type IS NULL) = (subject_id IS NULL)),
        CONSTRAINT freezes_lift CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)
          AND (lifted_at IS NULL) = (lift_reason IS NULL))
      )`);
    await runner.query(
      'CREATE INDEX freezes_not_lifted ON governance_engine.freezes (tenant, freeze_id) WHERE lifted_at IS NULL',
    );
    await this.keep(runner);
    await this.log(runner);
  }

  private async keep(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION governance_engine.keep_freeze() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP <> 'UPDATE' OR old.lifted_at IS NOT NULL OR new.lifted_at IS NULL
            OR (new.tenant, new.freeze_id, new.subject_type, new.subject_id, new.action, new.everything, new.reason,
              new.placed_by, new.placed_at, new.expires_at, new.constitutional_hash)
            IS DISTINCT FROM (old.tenant, old.freeze_id, old.subject_type, old.subject_id, old.action, old.everything,
              old.reason, old.placed_by, old.placed_at, old.expires_at, old.constitutional_hash) THEN
          RAISE EXCEPTION 'freezes are lifted once, and never changed' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN new;
      END $$`);
    await runner.query(`
      CREATE TRIGGER freezes_are_kept BEFORE UPDATE OR DELETE ON governance_engine.freezes
      FOR EACH ROW EXECUTE FUNCTION governance_engine.keep_freeze()`);
  }

  private async log(runner: QueryRunner): Promise<void> {
    const views = EVENTS.map(
      (event) => `SELECT tenant, freeze_id, ${idOf(event)} AS entry_id, ${bodyOf(event)} AS body
        FROM governance_engine.freezes WHERE ${event.at} IS NOT NULL`,
    );
    await runner.query(`CREATE VIEW governance_engine.freeze_entries AS ${views.join(' UNION ALL ')}`);
    for (const event of EVENTS) {
      const name = `log_freeze_${event.event}`;
      await runner.query(`
        CREATE FUNCTION acgs.${name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO acgs.outbox (tenant, kind, entry_id, body, constitutional_hash)
          SELECT tenant, 'freeze', ${idOf(event)}, ${bodyOf(event)}, constitutional_hash
          FROM recorded ORDER BY tenant, freeze_id;
          RETURN NULL;
        END $$`);
      await runner.query(`
        CREATE TRIGGER freeze_${event.event}_is_logged AFTER ${event.operation} ON governance_engine.freezes
        REFERENCING NEW TABLE AS recorded FOR EACH STATEMENT EXECUTE FUNCTION acgs.${name}()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW governance_engine.freeze_entries');
    await runner.query('DROP TABLE governance_engine.freezes');
    await runner.query('DROP FUNCTION governance_engine.keep_freeze');
    for (const { event } of EVENTS) await runner.query(`DROP FUNCTION acgs.log_freeze_${event}`);
    await runner.query(`DELETE FROM acgs.rule_versions WHERE name = 'freezes'`);
  }
}
