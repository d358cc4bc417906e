import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Candidates that are replayed over what was recorded. The rules that are tried are frozen in the row; how far the replay
 * has come and what it has counted change with the flips of a page, in one statement, so that another process can take it
 * up where it stands. A lease says which process has it. What an erasure takes out of a decision leaves its flips, too.
 */
export class Simulations1793500040000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE governance_engine.simulations (
        tenant text NOT NULL,
        simulation_id uuid NOT NULL,
        title text NOT NULL,
        status text NOT NULL DEFAULT 'queued',
        created_at timestamptz NOT NULL DEFAULT now(),
        created_by text NOT NULL,
        started_at timestamptz,
        finished_at timestamptz,
        failure text,
        evidence json NOT NULL,
        candidate json NOT NULL,
        base json NOT NULL,
        pins json NOT NULL,
        sources json NOT NULL,
        cursor uuid,
        cases_read bigint NOT NULL DEFAULT 0,
        counts json NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        due_at timestamptz NOT NULL DEFAULT now(),
        lease_id uuid,
        leased_until timestamptz,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, simulation_id),
        CONSTRAINT simulations_status CHECK (status IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
        CONSTRAINT simulations_end CHECK ((status IN ('queued', 'running')) = (finished_at IS NULL))
      )`);
    await runner.query(`
      CREATE INDEX simulations_open ON governance_engine.simulations (due_at)
      WHERE status IN ('queued', 'running')`);
    await this.cases(runner);
    await this.forget(runner);
  }

  private async cases(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE governance_engine.simulation_cases (
        tenant text NOT NULL,
        simulation_id uuid NOT NULL,
        number bigint NOT NULL,
        request json NOT NULL,
        outcome text NOT NULL,
        label text,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, simulation_id, number)
      )`);
    await runner.query(`
      CREATE TABLE governance_engine.simulation_flips (
        tenant text NOT NULL,
        simulation_id uuid NOT NULL,
        number bigint NOT NULL,
        decision_id uuid,
        subject_id text NOT NULL,
        action_name text NOT NULL,
        resource_id text NOT NULL,
        recorded json NOT NULL,
        candidate json NOT NULL,
        rule_ids text[] NOT NULL,
        label text,
        change text NOT NULL,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, simulation_id, number)
      )`);
    await runner.query(`
      CREATE INDEX simulation_flips_decision_id ON governance_engine.simulation_flips (tenant, decision_id)
      WHERE decision_id IS NOT NULL`);
  }

  private async forget(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION governance_engine.forget_flips() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE governance_engine.simulation_flips AS flip
        SET subject_id = decision.subject_id, action_name = decision.action_name, resource_id = decision.resource_id
        FROM recorded CROSS JOIN LATERAL (
          SELECT subject_id, action_name, resource_id FROM governance_engine.decisions AS one
          WHERE one.tenant = recorded.tenant AND one.decision_id = recorded.decision_id OFFSET 0) AS decision
        WHERE flip.tenant = recorded.tenant AND flip.decision_id = recorded.decision_id;
        RETURN NULL;
      END $$`);
    for (const table of ['erasures', 'further_erasures']) {
      await runner.query(`
        CREATE TRIGGER flips_are_forgotten AFTER INSERT ON governance_engine.${table}
        REFERENCING NEW TABLE AS recorded FOR EACH STATEMENT EXECUTE FUNCTION governance_engine.forget_flips()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION governance_engine.forget_flips CASCADE');
    await runner.query('DROP TABLE governance_engine.simulation_flips');
    await runner.query('DROP TABLE governance_engine.simulation_cases');
    await runner.query('DROP TABLE governance_engine.simulations');
  }
}
