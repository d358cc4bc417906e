import { type ActionOutcomes, type DecisionOutcomes, smallestDecisionId } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

const ACTIONS_MAX = 1000;

interface CountsRow {
  readonly total: number;
  readonly counts: ActionOutcomes;
}

interface PinnedVersion {
  readonly policy: string;
  readonly version: number;
  readonly from: Date;
  readonly to: Date;
}

/**
 * One statement. It reads the days of the time alone, by the primary key of their partitions; what is pinned is looked at in
 * each decision, so that no index has to be kept while decisions are made.
 */
const COUNTS = `
  WITH pinned AS (
    SELECT digest FROM governance_engine.policy_sets WHERE tenant = $1 AND members @> $4::jsonb
  ), harmful AS (
    SELECT decision_id FROM (
      SELECT DISTINCT ON (decision_id, labelled_by) decision_id, outcome FROM governance_engine.labels
      WHERE tenant = $1 AND decision_id >= $2 AND decision_id < $3
      ORDER BY decision_id, labelled_by, id DESC) AS current
    GROUP BY decision_id HAVING bool_and(outcome = 'deny')
  )
  SELECT sum(count(*)) OVER ()::integer AS total, json_build_object(
    'action', action_name,
    'allow', count(*) FILTER (WHERE outcome = 'allow'),
    'deny', count(*) FILTER (WHERE outcome = 'deny'),
    'escalate', count(*) FILTER (WHERE outcome = 'escalate'),
    'harmful', count(harmful.decision_id) FILTER (WHERE outcome = 'allow')) AS counts
  FROM governance_engine.decisions LEFT JOIN harmful USING (decision_id)
  WHERE tenant = $1 AND decision_id >= $2 AND decision_id < $3
    AND decision #>> '{pins,policySetDigest}' = ANY (ARRAY(SELECT digest FROM pinned))
  GROUP BY action_name ORDER BY count(*) DESC, action_name LIMIT ${String(ACTIONS_MAX)}`;

@Injectable()
export class OutcomesRepository {
  constructor(private readonly database: DataSource) {}

  /** `total` counts the actions that are left out, too. */
  async count(tenant: string, { policy, version, from, to }: PinnedVersion): Promise<DecisionOutcomes> {
    const members = JSON.stringify([{ id: policy, version }]);
    const rows = await this.database.query<CountsRow[]>(COUNTS, [
      tenant,
      smallestDecisionId(from),
      smallestDecisionId(to),
      members,
    ]);
    return { total: rows[0]?.total ?? 0, actions: rows.map(({ counts }) => counts) };
  }
}
