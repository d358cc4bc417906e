import {
  type Decision,
  type DecisionQuery,
  type RecordedDecision,
  smallestDecisionId,
} from '@acgs/contracts';
import { Conditions, type PreparedStatement, runPrepared, StaleReads } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DecisionNotRecordedError } from './decision.errors.js';
import { CLAIM, claimIdOf, claimRowOf, INSERT, INSERT_CLAIMED, recordValues } from './decision-insertion.js';
import type { RecordGroup } from './decision-record.js';

const BY_ID: PreparedStatement = {
  name: 'decisions-by-id',
  text: `SELECT tenant, requested_by, request, decision FROM governance_engine.decisions
    WHERE tenant = $1 AND decision_id = $2`,
};

const BY_IDS: PreparedStatement = {
  name: 'decisions-by-ids',
  text: `SELECT decision FROM unnest($2::uuid[]) WITH ORDINALITY AS wanted (decision_id, place)
    JOIN governance_engine.decisions USING (decision_id) WHERE tenant = $1 ORDER BY place`,
};

const BY_KEY: PreparedStatement = {
  name: 'idempotency-keys-by-key',
  text: `SELECT request_digest, decision_ids FROM governance_engine.idempotency_keys
    WHERE tenant = $1 AND requested_by = $2 AND key = $3`,
};

interface DecisionRow {
  readonly tenant: string;
  readonly requested_by: string;
  readonly request: RecordedDecision['request'];
  readonly decision: Decision;
}

interface ClaimRow {
  readonly request_digest: string;
  readonly decision_ids: string[];
}

/** Every statement about decisions. */
@Injectable()
export class DecisionsRepository {
  constructor(
    private readonly database: DataSource,
    private readonly staleReads: StaleReads,
  ) {}

  /**
   * One statement, and so one transaction, however many groups: all of them or none. Gives the groups that were left
   * out because their idempotency key was taken.
   */
  async insertGroups(groups: readonly RecordGroup[]): Promise<ReadonlySet<RecordGroup>> {
    const records = recordValues(groups);
    const claiming = groups.filter(({ claim }) => claim !== null);
    if (claiming.length === 0) {
      await runPrepared(this.database, INSERT, records);
      return NONE;
    }
    const values = [...records, JSON.stringify(claiming.map(claimRowOf))];
    const { rows } = await runPrepared<{ claim_id: string }>(this.database, INSERT_CLAIMED, values);
    const claimed = new Set(rows.map(({ claim_id }) => claim_id));
    return new Set(claiming.filter((group) => !claimed.has(claimIdOf(group))));
  }

  /**
   * In a transaction of its own with what `use` does in it. False when the key is taken or `use` says no; nothing is recorded
   * then. The key comes first, as in `insertGroups`, so that no two wait for each other in a ring.
   *
   * @throws DecisionNotRecordedError when the database does not confirm the commit
   */
  async insertApproved(
    group: RecordGroup,
    use: (transaction: EntityManager) => Promise<boolean>,
  ): Promise<boolean> {
    try {
      return await this.database.transaction(async (transaction) => {
        if (!(await claims(transaction, group)) || !(await use(transaction))) throw new NothingRecorded();
        await transaction.query(INSERT.text, recordValues([group]));
        return true;
      });
    } catch (error) {
      if (error instanceof NothingRecorded) return false;
      throw new DecisionNotRecordedError(error);
    }
  }

  async find(tenant: string, decisionId: string): Promise<RecordedDecision | null> {
    const { rows } = await runPrepared<DecisionRow>(this.database, BY_ID, [tenant, decisionId]);
    return rows[0] === undefined ? null : recordedOf(rows[0]);
  }

  /** The decisions of ids in their order, without those that are not kept any more. */
  async findAll(tenant: string, decisionIds: readonly string[]): Promise<Decision[]> {
    const values = [tenant, decisionIds];
    const { rows } = await runPrepared<Pick<DecisionRow, 'decision'>>(this.database, BY_IDS, values);
    return rows.map(({ decision }) => decision);
  }

  async findClaim(
    tenant: string,
    requestedBy: string,
    key: string,
  ): Promise<{ requestDigest: string; decisionIds: string[] } | null> {
    const { rows } = await runPrepared<ClaimRow>(this.database, BY_KEY, [tenant, requestedBy, key]);
    const [row] = rows;
    return row === undefined ? null : { requestDigest: row.request_digest, decisionIds: row.decision_ids };
  }

  /** Newest first; one more than `query.limit`, to tell whether there is a next page. */
  async list(tenant: string, query: DecisionQuery): Promise<RecordedDecision[]> {
    const where = new Conditions()
      .add((p) => `tenant = ${p}`, tenant)
      .add((p) => `decision_id >= ${p}`, query.from && smallestDecisionId(new Date(query.from)))
      .add((p) => `decision_id < ${p}`, query.to && smallestDecisionId(new Date(query.to)))
      .add((p) => `decision_id < ${p}`, query.cursor)
      .add((p) => `subject_id = ${p}`, query.subject)
      .add((p) => `action_name = ${p}`, query.action)
      .add((p) => `resource_id = ${p}`, query.resource)
      .add((p) => `outcome = ${p}`, query.outcome)
      .add((p) => `rule_ids @> ARRAY[${p}]::text[]`, query.rule);
    const rows = await this.staleReads.query<DecisionRow>(
      'decisions.list',
      `SELECT tenant, requested_by, request, decision FROM governance_engine.decisions
       WHERE ${where.text} ORDER BY tenant, decision_id DESC LIMIT ${String(query.limit + 1)}`,
      where.values,
    );
    return rows.map(recordedOf);
  }
}

const NONE: ReadonlySet<RecordGroup> = new Set();

/** Takes the transaction back. */
class NothingRecorded extends Error {}

async function claims(transaction: EntityManager, group: RecordGroup): Promise<boolean> {
  if (group.claim === null) return true;
  const rows = await transaction.query<unknown[]>(CLAIM, [JSON.stringify([claimRowOf(group)])]);
  return rows.length > 0;
}

function recordedOf({ tenant, requested_by, request, decision }: DecisionRow): RecordedDecision {
  return { ...decision, request, requestedBy: requested_by, tenant };
}
