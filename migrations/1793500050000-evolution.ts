import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Searches for better settings of policies. What a run goes by is kept with it and never changes while it searches: the
 * labelled decisions, and the rules. After each generation its whole state is written, in one transaction.
 */
export class Evolution1793500050000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA ec_service');
    await this.runs(runner);
    await this.evidence(runner);
    await this.progress(runner);
    await this.candidates(runner);
    await this.guards(runner);
  }

  private async runs(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ec_service.runs (
        tenant text NOT NULL,
        id uuid NOT NULL,
        policy_id text NOT NULL,
        policy_version integer NOT NULL,
        started_by text NOT NULL,
        draft json NOT NULL,
        parameters json NOT NULL,
        sources json NOT NULL,
        training_cases integer NOT NULL,
        held_out_cases integer NOT NULL,
        erased_cases integer NOT NULL,
        status text NOT NULL,
        outdated boolean NOT NULL DEFAULT false,
        failure text,
        generation integer NOT NULL DEFAULT 0,
        evaluated integer NOT NULL DEFAULT 0,
        search json,
        front json NOT NULL,
        hypervolume double precision,
        started_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz,
        lease_owner uuid,
        lease_until timestamptz,
        attempts integer NOT NULL DEFAULT 0,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, id),
        CONSTRAINT runs_status CHECK (status IN ('running', 'paused', 'completed', 'replaying', 'cancelled', 'failed'))
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX runs_open ON ec_service.runs (tenant, policy_id)
      WHERE status IN ('running', 'paused', 'replaying')`);
    await runner.query(`
      CREATE INDEX runs_due ON ec_service.runs (lease_until) WHERE status IN ('running', 'replaying')`);
  }

  private async evidence(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ec_service.evidence_cases (
        tenant text NOT NULL,
        run_id uuid NOT NULL,
        place integer NOT NULL,
        decision_id uuid NOT NULL,
        decided_at timestamptz NOT NULL,
        action text NOT NULL,
        request json NOT NULL,
        approved boolean NOT NULL,
        outcome text NOT NULL,
        label text NOT NULL,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, run_id, place)
      )`);
  }

  private async progress(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ec_service.generations (
        tenant text NOT NULL,
        run_id uuid NOT NULL,
        generation integer NOT NULL,
        front json NOT NULL,
        hypervolume double precision NOT NULL,
        evaluated integer NOT NULL,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, run_id, generation)
      )`);
    await runner.query(`
      CREATE TABLE ec_service.scores (
        tenant text NOT NULL,
        run_id uuid NOT NULL,
        genome text NOT NULL,
        objectives json NOT NULL,
        violation double precision NOT NULL,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, run_id, genome)
      )`);
  }

  private async candidates(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ec_service.candidates (
        tenant text NOT NULL,
        run_id uuid NOT NULL,
        id text NOT NULL,
        place integer NOT NULL,
        settings json NOT NULL,
        changes json NOT NULL,
        training json NOT NULL,
        held_out json NOT NULL,
        warnings json NOT NULL,
        violation double precision NOT NULL,
        outcomes bytea NOT NULL,
        review text,
        reviewed_by text,
        reviewed_at timestamptz,
        reason text,
        proposed_version integer,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, run_id, id),
        CONSTRAINT candidates_review CHECK (
          (review IS NULL) = (reviewed_by IS NULL) AND (review IS NULL) = (reviewed_at IS NULL)
          AND (review IS NULL OR review IN ('promoted', 'rejected'))
          AND (review IS NOT DISTINCT FROM 'promoted') = (proposed_version IS NOT NULL))
      )`);
  }

  private async guards(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ec_service.guards (
        tenant text NOT NULL,
        run_id uuid NOT NULL,
        candidate_id text NOT NULL,
        policy_id text NOT NULL,
        policy_version integer NOT NULL,
        hours double precision NOT NULL,
        bounds json NOT NULL,
        predicted json NOT NULL,
        status text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        active_since timestamptz,
        comparison json,
        look_at timestamptz NOT NULL DEFAULT now(),
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, run_id, candidate_id),
        CONSTRAINT guards_status CHECK (status IN ('waiting', 'watching', 'held', 'rolled-back', 'superseded'))
      )`);
    await runner.query(`
      CREATE INDEX guards_due ON ec_service.guards (look_at) WHERE status IN ('waiting', 'watching')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA ec_service CASCADE');
  }
}
