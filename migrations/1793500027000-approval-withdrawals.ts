import type { MigrationInterface, QueryRunner } from 'typeorm';

const instant = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const ANSWER = `json_build_object('decisionId', decision_id, 'requestedBy', requested_by, 'answer', answer,
  'answeredBy', answered_by, 'answeredAt', ${instant('answered_at')}, 'expiresAt', ${instant('expires_at')})`;
const withdrawal = (by: string): string => `json_build_object('decisionId', decision_id, 'withdrawnBy', ${by},
  'withdrawnAt', ${instant('withdrawn_at')})`;

const BEFORE = 'answered_by';
/** Null for those that were withdrawn before others could: by who gave them. */
const NOW = 'coalesce(withdrawn_by, answered_by)';

/** Approvals are withdrawn by others than who gave them, too: it is kept, and in the log, by whom. */
export class ApprovalWithdrawals1793500027000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE governance_engine.approvals ADD COLUMN withdrawn_by text');
    await runner.query(`
      CREATE FUNCTION governance_engine.keep_withdrawal() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF new.withdrawn_by IS DISTINCT FROM old.withdrawn_by
          AND (old.withdrawn_at IS NOT NULL OR new.withdrawn_at IS NULL) THEN
          RAISE EXCEPTION 'an approval is withdrawn once' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN new;
      END $$`);
    await runner.query(`
      CREATE TRIGGER withdrawals_are_kept BEFORE UPDATE ON governance_engine.approvals
      FOR EACH ROW EXECUTE FUNCTION governance_engine.keep_withdrawal()`);
    await this.tell(runner, NOW);
  }

  private async tell(runner: QueryRunner, by: string): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE VIEW governance_engine.approval_entries AS
      SELECT tenant, decision_id, 'approval:' || decision_id AS entry_id, ${ANSWER} AS body
      FROM governance_engine.approvals
      UNION ALL
      SELECT tenant, decision_id, 'approval:' || decision_id || ':withdrawn', ${withdrawal(by)}
      FROM governance_engine.approvals WHERE withdrawn_at IS NOT NULL`);
    await runner.query(`
      CREATE OR REPLACE FUNCTION acgs.log_withdrawal() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO acgs.outbox (tenant, kind, entry_id, body, constitutional_hash)
        SELECT tenant, 'approval', 'approval:' || decision_id || ':withdrawn', ${withdrawal(by)}, constitutional_hash
        FROM (SELECT recorded.* FROM recorded JOIN before USING (tenant, decision_id)
              WHERE recorded.withdrawn_at IS NOT NULL AND before.withdrawn_at IS NULL) AS withdrawn
        ORDER BY decision_id;
        RETURN NULL;
      END $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await this.tell(runner, BEFORE);
    await runner.query('DROP FUNCTION governance_engine.keep_withdrawal CASCADE');
    await runner.query('ALTER TABLE governance_engine.approvals DROP COLUMN withdrawn_by');
  }
}
