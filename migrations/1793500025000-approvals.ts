import type { MigrationInterface, QueryRunner } from 'typeorm';

const instant = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const ANSWER = `json_build_object('decisionId', decision_id, 'requestedBy', requested_by, 'answer', answer,
  'answeredBy', answered_by, 'answeredAt', ${instant('answered_at')}, 'expiresAt', ${instant('expires_at')})`;
const WITHDRAWAL = `json_build_object('decisionId', decision_id, 'withdrawnBy', answered_by,
  'withdrawnAt', ${instant('withdrawn_at')})`;

/**
 * What people answer to escalated decisions: one answer to each, which nothing changes but its use or its withdrawal. Those
 * that nobody has answered have no row. Answers and withdrawals become leaves of the log; the note, which is free text, does
 * not, and it goes with the erasure of the decision.
 */
export class Approvals1793500025000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE governance_engine.approvals (
        tenant text NOT NULL,
        decision_id uuid NOT NULL,
        requested_by text NOT NULL,
        answer text NOT NULL,
        answered_by text NOT NULL,
        answered_at timestamptz NOT NULL,
        expires_at timestamptz,
        note text,
        withdrawn_at timestamptz,
        used_by uuid,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, decision_id),
        CONSTRAINT approvals_answer CHECK (answer IN ('approve', 'refuse')
          AND (answer = 'approve') = (expires_at IS NOT NULL)),
        CONSTRAINT approvals_of_another CHECK (answered_by <> requested_by),
        CONSTRAINT approvals_end CHECK ((used_by IS NULL OR withdrawn_at IS NULL)
          AND (answer = 'approve' OR (used_by IS NULL AND withdrawn_at IS NULL)))
      )`);
    await runner.query(`
      CREATE INDEX approvals_open ON governance_engine.approvals (tenant, decision_id)
      WHERE answer = 'approve' AND used_by IS NULL AND withdrawn_at IS NULL`);
    await this.keep(runner);
    await this.log(runner);
    await this.forget(runner);
  }

  private async keep(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION governance_engine.keep_answer() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (new.tenant, new.decision_id, new.requested_by, new.answer, new.answered_by, new.answered_at, new.expires_at)
            IS DISTINCT FROM
            (old.tenant, old.decision_id, old.requested_by, old.answer, old.answered_by, old.answered_at, old.expires_at)
          OR (old.used_by IS NOT NULL AND new.used_by IS DISTINCT FROM old.used_by)
          OR (old.withdrawn_at IS NOT NULL AND new.withdrawn_at IS DISTINCT FROM old.withdrawn_at)
          OR (new.note IS NOT NULL AND new.note IS DISTINCT FROM old.note) THEN
          RAISE EXCEPTION 'an answer is given once' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN new;
      END $$`);
    await runner.query(`
      CREATE TRIGGER answers_are_kept BEFORE UPDATE ON governance_engine.approvals
      FOR EACH ROW EXECUTE FUNCTION governance_engine.keep_answer()`);
  }

  private async log(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW governance_engine.approval_entries AS
      SELECT tenant, decision_id, 'approval:' || decision_id AS entry_id, ${ANSWER} AS body
      FROM governance_engine.approvals
      UNION ALL
      SELECT tenant, decision_id, 'approval:' || decision_id || ':withdrawn', ${WITHDRAWAL}
      FROM governance_engine.approvals WHERE withdrawn_at IS NOT NULL`);
    await runner.query(`
      CREATE FUNCTION acgs.log_approval() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO acgs.outbox (tenant, kind, entry_id, body, constitutional_hash)
        SELECT tenant, 'approval', 'approval:' || decision_id, ${ANSWER}, constitutional_hash
        FROM recorded ORDER BY decision_id;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER approval_is_logged AFTER INSERT ON governance_engine.approvals
      REFERENCING NEW TABLE AS recorded FOR EACH STATEMENT EXECUTE FUNCTION acgs.log_approval()`);
    await runner.query(`
      CREATE FUNCTION acgs.log_withdrawal() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO acgs.outbox (tenant, kind, entry_id, body, constitutional_hash)
        SELECT tenant, 'approval', 'approval:' || decision_id || ':withdrawn', ${WITHDRAWAL}, constitutional_hash
        FROM (SELECT recorded.* FROM recorded JOIN before USING (tenant, decision_id)
              WHERE recorded.withdrawn_at IS NOT NULL AND before.withdrawn_at IS NULL) AS withdrawn
        ORDER BY decision_id;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER withdrawal_is_logged AFTER UPDATE ON governance_engine.approvals
      REFERENCING OLD TABLE AS before NEW TABLE AS recorded
      FOR EACH STATEMENT EXECUTE FUNCTION acgs.log_withdrawal()`);
  }

  private async forget(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION governance_engine.forget_notes() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE governance_engine.approvals SET note = NULL
        FROM recorded WHERE approvals.tenant = recorded.tenant AND approvals.decision_id = recorded.decision_id
          AND note IS NOT NULL;
        RETURN NULL;
      END $$`);
    for (const table of ['erasures', 'further_erasures']) {
      await runner.query(`
        CREATE TRIGGER notes_are_forgotten AFTER INSERT ON governance_engine.${table}
        REFERENCING NEW TABLE AS recorded FOR EACH STATEMENT EXECUTE FUNCTION governance_engine.forget_notes()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION governance_engine.forget_notes CASCADE');
    await runner.query('DROP VIEW governance_engine.approval_entries');
    await runner.query('DROP TABLE governance_engine.approvals');
    await runner.query('DROP FUNCTION governance_engine.keep_answer');
    await runner.query('DROP FUNCTION acgs.log_approval');
    await runner.query('DROP FUNCTION acgs.log_withdrawal');
  }
}
