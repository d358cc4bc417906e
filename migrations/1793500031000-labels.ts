import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the right outcome of recorded decisions would have been. Labels are added and never changed; the newest of each reviewer
 * counts. The reason, which is free text, goes with the erasure of the decision.
 */
export class Labels1793500031000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE governance_engine.labels (
        tenant text NOT NULL,
        decision_id uuid NOT NULL,
        id bigint GENERATED ALWAYS AS IDENTITY,
        outcome text NOT NULL,
        reason text,
        source text NOT NULL,
        suite text,
        labelled_by text NOT NULL,
        labelled_at timestamptz NOT NULL DEFAULT date_trunc('milliseconds', now()),
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, decision_id, id),
        CONSTRAINT labels_outcome CHECK (outcome IN ('allow', 'deny', 'escalate')),
        CONSTRAINT labels_source CHECK (source IN ('review', 'report', 'suite')
          AND (source = 'suite') = (suite IS NOT NULL))
      )`);
    await runner.query(`
      CREATE FUNCTION governance_engine.keep_label() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF new.reason IS NOT NULL OR (new.tenant, new.decision_id, new.id, new.outcome, new.source, new.suite,
              new.labelled_by, new.labelled_at)
            IS DISTINCT FROM (old.tenant, old.decision_id, old.id, old.outcome, old.source, old.suite,
              old.labelled_by, old.labelled_at) THEN
          RAISE EXCEPTION 'labels are added, and never changed' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN new;
      END $$`);
    await runner.query(`
      CREATE TRIGGER labels_are_kept BEFORE UPDATE ON governance_engine.labels
      FOR EACH ROW EXECUTE FUNCTION governance_engine.keep_label()`);
    await runner.query(`
      CREATE FUNCTION governance_engine.forget_label_reasons() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE governance_engine.labels SET reason = NULL
        FROM recorded WHERE labels.tenant = recorded.tenant AND labels.decision_id = recorded.decision_id
          AND reason IS NOT NULL;
        RETURN NULL;
      END $$`);
    for (const table of ['erasures', 'further_erasures']) {
      await runner.query(`
        CREATE TRIGGER label_reasons_are_forgotten AFTER INSERT ON governance_engine.${table}
        REFERENCING NEW TABLE AS recorded FOR EACH STATEMENT
        EXECUTE FUNCTION governance_engine.forget_label_reasons()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION governance_engine.forget_label_reasons CASCADE');
    await runner.query('DROP TABLE governance_engine.labels');
    await runner.query('DROP FUNCTION governance_engine.keep_label');
  }
}
