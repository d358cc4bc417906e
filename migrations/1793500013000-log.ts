import type { MigrationInterface, QueryRunner } from 'typeorm';

const DECISIONS_AT_ONCE = 1000;

/** An entry of a kind other than a decision, as the table that it happens in has it. */
interface Source {
  readonly table: string;
  readonly kind: string;
  readonly tenant: string;
  /** Names the entry among those of its kind. */
  readonly name: string;
  readonly body: string;
  readonly order: string;
}

const instant = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** A constitution holds for all tenants; it stands in the tree of the first. */
const SOURCES: readonly Source[] = [
  {
    table: 'constitutional_core.versions',
    kind: 'constitution-version',
    tenant: `'default'`,
    name: 'version::text',
    body: `'version', version, 'digest', digest, 'title', title, 'ratifiedBy', ratified_by,
      'ratifiedAt', ${instant('ratified_at')}`,
    order: 'version',
  },
  {
    table: 'governance_engine.policy_sets',
    kind: 'policy-set',
    tenant: 'tenant',
    name: 'digest',
    body: `'digest', digest, 'members', members, 'firstUsedAt', ${instant('first_used_at')}`,
    order: 'first_used_at',
  },
  {
    table: 'auth_service.signing_keys',
    kind: 'signing-key',
    tenant: `'default'`,
    name: 'kid',
    body: `'kid', kid, 'purpose', purpose, 'createdAt', ${instant('created_at')}`,
    order: 'created_at',
  },
  {
    table: 'integrity_service.log_keys',
    kind: 'log-key',
    tenant: `'default'`,
    name: 'verifier_key',
    body: `'verifierKey', verifier_key, 'validFrom', ${instant('valid_from')}`,
    order: 'valid_from',
  },
];

/**
 * The log. What becomes a leaf goes into the outbox in the transaction that makes it true: triggers see to it, so that no
 * version of a service can forget it. The one sequencer takes it from there in the transaction that grows the tree, so
 * that nothing is lost and nothing comes twice.
 */
export class Log1793500013000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.outbox(runner);
    await this.tree(runner);
    await this.entries(runner);
    await this.keys(runner);
    await this.triggers(runner);
    await this.entriesOfBefore(runner);
  }

  /** A row is a group of decisions that were committed together, or one entry of another kind with its content. */
  private async outbox(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE acgs.outbox (
        tenant text NOT NULL,
        id bigint GENERATED ALWAYS AS IDENTITY,
        kind text NOT NULL,
        decision_ids uuid[],
        entry_id text,
        body json,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, id),
        CONSTRAINT outbox_content CHECK ((kind = 'decision') = (decision_ids IS NOT NULL)
          AND (kind = 'decision') = (body IS NULL) AND (kind = 'decision') = (entry_id IS NULL))
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000)`);
    await runner.query(`
      CREATE VIEW governance_engine.decision_entries AS
      SELECT tenant, decision_id, requested_by, request, decision, constitutional_hash
      FROM governance_engine.decisions`);
  }

  private async tree(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA IF NOT EXISTS integrity_service');
    await runner.query(`
      CREATE TABLE integrity_service.trees (
        tenant text PRIMARY KEY,
        size bigint NOT NULL,
        root bytea NOT NULL,
        checkpoint text NOT NULL,
        signed_at timestamptz NOT NULL,
        constitutional_hash text NOT NULL
      ) WITH (fillfactor = 50)`);
    await runner.query(`
      CREATE TABLE integrity_service.tiles (
        tenant text NOT NULL,
        level smallint NOT NULL,
        tile_index bigint NOT NULL,
        hashes bytea STORAGE EXTERNAL NOT NULL,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, level, tile_index)
      )`);
    await runner.query(`
      CREATE TABLE integrity_service.cosignatures (
        tenant text NOT NULL,
        size bigint NOT NULL,
        witness text NOT NULL,
        checkpoint text NOT NULL,
        line text NOT NULL,
        cosigned_at timestamptz NOT NULL,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, size, witness)
      )`);
  }

  private async entries(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE integrity_service.entries (
        tenant text NOT NULL,
        leaf_index bigint NOT NULL,
        entry_id text NOT NULL,
        kind text NOT NULL,
        leaf text NOT NULL,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, leaf_index)
      )`);
    await runner.query(`
      CREATE FUNCTION integrity_service.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'entries of the log are immutable' USING ERRCODE = 'restrict_violation';
      END $$`);
    await runner.query(`
      CREATE TRIGGER entries_are_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON integrity_service.entries
      FOR EACH STATEMENT EXECUTE FUNCTION integrity_service.refuse_change()`);
    await runner.query(
      'CREATE UNIQUE INDEX entries_entry_id ON integrity_service.entries (tenant, entry_id)',
    );
    await runner.query(`
      CREATE TABLE integrity_service.sealed_fields (
        tenant text NOT NULL,
        entry_id text NOT NULL,
        pointer text NOT NULL,
        salt bytea NOT NULL,
        value json NOT NULL,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, entry_id, pointer)
      )`);
  }

  private async keys(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE integrity_service.log_keys (
        verifier_key text PRIMARY KEY,
        public_key bytea NOT NULL,
        sealed_key bytea NOT NULL,
        valid_from timestamptz NOT NULL DEFAULT now(),
        valid_to timestamptz,
        constitutional_hash text NOT NULL
      )`);
  }

  private async triggers(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION acgs.log_decisions() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO acgs.outbox (tenant, kind, decision_ids, constitutional_hash)
        SELECT tenant, 'decision', array_agg(decision_id), constitutional_hash
        FROM recorded GROUP BY tenant, constitutional_hash;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER decisions_are_logged AFTER INSERT ON governance_engine.decisions
      REFERENCING NEW TABLE AS recorded FOR EACH STATEMENT EXECUTE FUNCTION acgs.log_decisions()`);
    for (const source of SOURCES) {
      const name = source.kind.replace('-', '_');
      await runner.query(`
        CREATE FUNCTION acgs.log_${name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          ${entriesOf(source, 'recorded')};
          RETURN NULL;
        END $$`);
      await runner.query(`
        CREATE TRIGGER ${name}_is_logged AFTER INSERT ON ${source.table}
        REFERENCING NEW TABLE AS recorded FOR EACH STATEMENT EXECUTE FUNCTION acgs.log_${name}()`);
    }
  }

  /** What was decided and ratified before there was a log. Rules come first, since decisions name their leaves. */
  private async entriesOfBefore(runner: QueryRunner): Promise<void> {
    for (const source of SOURCES) await runner.query(entriesOf(source, source.table));
    await runner.query(`
      INSERT INTO acgs.outbox (tenant, kind, decision_ids, constitutional_hash)
      SELECT tenant, 'decision', array_agg(decision_id ORDER BY decision_id), constitutional_hash
      FROM (SELECT *, row_number() OVER (PARTITION BY tenant ORDER BY decision_id) / ${String(DECISIONS_AT_ONCE)} AS part
            FROM governance_engine.decisions) AS decision
      GROUP BY tenant, constitutional_hash, part ORDER BY min(decision_id::text)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA integrity_service CASCADE');
    await runner.query('DROP VIEW governance_engine.decision_entries');
    await runner.query('DROP FUNCTION acgs.log_decisions CASCADE');
    for (const { kind } of SOURCES) {
      await runner.query(`DROP FUNCTION acgs.log_${kind.replace('-', '_')} CASCADE`);
    }
    await runner.query('DROP TABLE acgs.outbox');
  }
}

const entriesOf = ({ kind, tenant, name, body, order }: Source, from: string): string =>
  `INSERT INTO acgs.outbox (tenant, kind, entry_id, body, constitutional_hash)
   SELECT ${tenant}, '${kind}', '${kind}:' || ${name}, json_build_object(${body}), constitutional_hash
   FROM ${from} ORDER BY ${order}`;
