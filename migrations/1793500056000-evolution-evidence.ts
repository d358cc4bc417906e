import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What runs keep of decisions goes when it has to: an erasure takes the request of the decision out of every run, also of one
 * that begins meanwhile. And a replay has the rules of now beside those that its front was scored by, until it is complete.
 */
export class EvolutionEvidence1793500056000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE ec_service.runs
        ADD next_sources json,
        ADD next_version integer,
        ADD CONSTRAINT runs_next CHECK ((next_sources IS NULL) = (next_version IS NULL))`);
    await runner.query(
      `CREATE INDEX runs_finished ON ec_service.runs (finished_at)
       WHERE status IN ('completed', 'cancelled', 'failed')`,
    );
    await runner.query('ALTER TABLE ec_service.evidence_cases ADD erased boolean NOT NULL DEFAULT false');
    await runner.query(
      'CREATE INDEX evidence_cases_decision ON ec_service.evidence_cases (tenant, decision_id)',
    );
    await runner.query(
      `CREATE INDEX evidence_cases_erased ON ec_service.evidence_cases (tenant, run_id)
       WHERE erased`,
    );
    await this.erasures(runner);
    await this.beginnings(runner);
  }

  private async erasures(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION ec_service.forget_requests() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('ec_service.evidence_cases', 0));
        UPDATE ec_service.evidence_cases AS one SET request = 'null', erased = true, action = decision.action_name
        FROM recorded CROSS JOIN LATERAL (
          SELECT action_name FROM governance_engine.decisions AS decision
          WHERE decision.tenant = recorded.tenant AND decision.decision_id = recorded.decision_id OFFSET 0) AS decision
        WHERE one.tenant = recorded.tenant AND one.decision_id = recorded.decision_id;
        RETURN NULL;
      END $$`);
    for (const table of ['erasures', 'further_erasures']) {
      await runner.query(`
        CREATE TRIGGER evidence_is_forgotten AFTER INSERT ON governance_engine.${table}
        REFERENCING NEW TABLE AS recorded FOR EACH STATEMENT EXECUTE FUNCTION ec_service.forget_requests()`);
    }
  }

  /** What was erased since it was read. The lock has one of the two see what the other has written. */
  private async beginnings(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION ec_service.forget_erased() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock_shared(hashtextextended('ec_service.evidence_cases', 0));
        UPDATE ec_service.evidence_cases AS one SET request = 'null', erased = true
        FROM recorded JOIN governance_engine.erasures AS erasure USING (tenant, decision_id)
        WHERE one.tenant = recorded.tenant AND one.run_id = recorded.run_id AND one.place = recorded.place;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER erased_is_not_kept AFTER INSERT ON ec_service.evidence_cases
      REFERENCING NEW TABLE AS recorded FOR EACH STATEMENT EXECUTE FUNCTION ec_service.forget_erased()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION ec_service.forget_requests CASCADE');
    await runner.query('DROP FUNCTION ec_service.forget_erased CASCADE');
    await runner.query('DROP INDEX ec_service.evidence_cases_erased');
    await runner.query('DROP INDEX ec_service.evidence_cases_decision');
    await runner.query('DELETE FROM ec_service.evidence_cases WHERE erased');
    await runner.query('ALTER TABLE ec_service.evidence_cases DROP erased');
    await runner.query('DROP INDEX ec_service.runs_finished');
    await runner.query('ALTER TABLE ec_service.runs DROP next_sources, DROP next_version');
  }
}
