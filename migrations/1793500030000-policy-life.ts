import type { MigrationInterface, QueryRunner } from 'typeorm';

const BODY = `json_build_object('policy', id, 'number', number, 'kind', kind, 'from', from_version, 'to', to_version,
  'digest', digest, 'actedBy', acted_by,
  'actedAt', to_char(acted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'reason', reason, 'selfActivated', self_activated)`;

const ENTRY_ID = `'policy-activation:' || id || ':' || number`;

/**
 * The life of policy versions. What is in force changes with a row that says who did it and why, which nothing changes and
 * which becomes a leaf of the log. A release that does not know of it yet leaves a row, too: the database writes it.
 */
export class PolicyLife1793500030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE governance_engine.policies ADD COLUMN activation_number integer NOT NULL DEFAULT 0',
    );
    await runner.query(`
      ALTER TABLE governance_engine.policy_versions
        ADD COLUMN status text NOT NULL DEFAULT 'draft',
        ADD COLUMN origin jsonb,
        ADD COLUMN submitted_by text,
        ADD COLUMN submitted_at timestamptz,
        ADD COLUMN rejected_by text,
        ADD COLUMN rejected_at timestamptz,
        ADD COLUMN rejection_reason text`);
    await this.activations(runner);
    await this.log(runner);
    await this.inForce(runner);
    await this.follow(runner);
    await this.keep(runner);
  }

  /** `state` is the number of the row whose state this one has brought: its own, but after a roll-back. */
  private async activations(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE governance_engine.policy_activations (
        tenant text NOT NULL,
        id text NOT NULL,
        number integer NOT NULL,
        kind text NOT NULL,
        from_version integer,
        to_version integer,
        digest text,
        state integer NOT NULL,
        acted_by text,
        acted_at timestamptz NOT NULL DEFAULT date_trunc('milliseconds', now()),
        reason text,
        self_activated boolean NOT NULL,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, id, number),
        FOREIGN KEY (tenant, id) REFERENCES governance_engine.policies (tenant, id),
        CONSTRAINT policy_activations_kind CHECK (kind IN ('activation', 'rollback', 'retirement')
          AND (kind = 'retirement') = (to_version IS NULL) AND (to_version IS NULL) = (digest IS NULL)
          AND state <= number AND from_version IS DISTINCT FROM to_version)
      )`);
    await runner.query(`
      CREATE FUNCTION governance_engine.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'what is recorded of policies is immutable' USING ERRCODE = 'restrict_violation';
      END $$`);
  }

  private async log(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW governance_engine.policy_activation_entries AS
      SELECT tenant, id, number, ${ENTRY_ID} AS entry_id, ${BODY} AS body
      FROM governance_engine.policy_activations`);
    await runner.query(`
      CREATE FUNCTION acgs.log_policy_activation() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO acgs.outbox (tenant, kind, entry_id, body, constitutional_hash)
        SELECT tenant, 'policy-activation', ${ENTRY_ID}, ${BODY}, constitutional_hash
        FROM recorded ORDER BY tenant, id, number;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER policy_activation_is_logged AFTER INSERT ON governance_engine.policy_activations
      REFERENCING NEW TABLE AS recorded FOR EACH STATEMENT EXECUTE FUNCTION acgs.log_policy_activation()`);
  }

  /** What was put in force before it was kept by whom. */
  private async inForce(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO governance_engine.policy_activations
        (tenant, id, number, kind, to_version, digest, state, self_activated, constitutional_hash)
      SELECT tenant, id, 1, 'activation', version, digest, 1, false, version.constitutional_hash
      FROM governance_engine.policies JOIN governance_engine.policy_versions AS version USING (tenant, id)
      WHERE version = active_version`);
    await runner.query(
      'UPDATE governance_engine.policies SET activation_number = 1 WHERE active_version IS NOT NULL',
    );
    await runner.query(`
      UPDATE governance_engine.policy_versions SET status = 'active' FROM governance_engine.policies
      WHERE policies.tenant = policy_versions.tenant AND policies.id = policy_versions.id
        AND active_version = version`);
  }

  private async follow(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION governance_engine.follow_activation() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF new.activation_number = old.activation_number THEN
          new.activation_number := old.activation_number + 1;
          INSERT INTO governance_engine.policy_activations (tenant, id, number, kind, from_version, to_version, digest,
            state, self_activated, constitutional_hash)
          VALUES (new.tenant, new.id, new.activation_number,
            CASE WHEN new.active_version IS NULL THEN 'retirement' ELSE 'activation' END,
            old.active_version, new.active_version,
            (SELECT digest FROM governance_engine.policy_versions
             WHERE tenant = new.tenant AND id = new.id AND version = new.active_version),
            new.activation_number, false, new.constitutional_hash);
        END IF;
        UPDATE governance_engine.policy_versions
        SET status = CASE WHEN version = new.active_version THEN 'active' ELSE 'retired' END
        WHERE tenant = new.tenant AND id = new.id AND version IN (old.active_version, new.active_version);
        RETURN new;
      END $$`);
    await runner.query(`
      CREATE TRIGGER activation_is_followed BEFORE UPDATE OF active_version ON governance_engine.policies
      FOR EACH ROW WHEN (old.active_version IS DISTINCT FROM new.active_version)
      EXECUTE FUNCTION governance_engine.follow_activation()`);
  }

  private async keep(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TRIGGER activations_are_immutable
      BEFORE UPDATE OR DELETE OR TRUNCATE ON governance_engine.policy_activations
      FOR EACH STATEMENT EXECUTE FUNCTION governance_engine.refuse_change()`);
    await runner.query(`
      CREATE TRIGGER versions_are_immutable
      BEFORE UPDATE OF version, digest, document, created_at, created_by, origin ON governance_engine.policy_versions
      FOR EACH STATEMENT EXECUTE FUNCTION governance_engine.refuse_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION governance_engine.follow_activation CASCADE');
    await runner.query('DROP VIEW governance_engine.policy_activation_entries');
    await runner.query('DROP TABLE governance_engine.policy_activations');
    await runner.query('DROP FUNCTION acgs.log_policy_activation');
    await runner.query('DROP FUNCTION governance_engine.refuse_change CASCADE');
    await runner.query(`
      ALTER TABLE governance_engine.policy_versions
        DROP COLUMN status, DROP COLUMN origin, DROP COLUMN submitted_by, DROP COLUMN submitted_at,
        DROP COLUMN rejected_by, DROP COLUMN rejected_at, DROP COLUMN rejection_reason`);
    await runner.query('ALTER TABLE governance_engine.policies DROP COLUMN activation_number');
  }
}
