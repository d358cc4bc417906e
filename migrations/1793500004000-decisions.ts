import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Decisions, partitioned by time from the start. The partition key is the id itself: a UUIDv7 begins with its time, so
 * the primary key needs no second column and a look-up by id touches one partition. `json` keeps what was asked and
 * answered as it was written, and is quicker to write than `jsonb`.
 */
export class Decisions1793500004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE governance_engine.decisions (
        tenant text NOT NULL,
        decision_id uuid NOT NULL,
        requested_by text NOT NULL,
        subject_id text NOT NULL,
        action_name text NOT NULL,
        resource_id text NOT NULL,
        outcome text NOT NULL,
        rule_ids text[] NOT NULL,
        request json NOT NULL,
        decision json NOT NULL,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, decision_id)
      ) PARTITION BY RANGE (decision_id)`);
    for (const column of ['subject_id', 'action_name', 'resource_id', 'outcome']) {
      await runner.query(
        `CREATE INDEX decisions_${column} ON governance_engine.decisions (tenant, ${column}, decision_id)`,
      );
    }
    await runner.query('CREATE INDEX decisions_rule_ids ON governance_engine.decisions USING gin (rule_ids)');
    await runner.query(`
      CREATE TABLE governance_engine.idempotency_keys (
        tenant text NOT NULL,
        requested_by text NOT NULL,
        key text NOT NULL,
        request_digest text NOT NULL,
        claim_id uuid NOT NULL,
        decision_ids uuid[] NOT NULL,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, requested_by, key)
      )`);
    await runner.query(
      'CREATE INDEX idempotency_keys_claim_id ON governance_engine.idempotency_keys (claim_id)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE governance_engine.idempotency_keys');
    await runner.query('DROP TABLE governance_engine.decisions');
  }
}
