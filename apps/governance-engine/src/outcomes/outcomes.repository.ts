import { type ActionOutcomes, type DecisionOutcomes, smallestDecisionId } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IS_UNRULED } from '../decisions/unruled-decision.js';
import { agreedLabels } from '../labels/agreed-label.js';

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
 * One statement. It reads the time alone; what is pinned is looked at in each decision, so that no index has to be kept while
 * decisions are made: some 7 µs each. Labelled ones are looked up one by one: a join reads whole partitions for each until
 * they have statistics. What a freeze denied is pinned, too, and no work of the version.
 */
const IN_TIME = 'tenant = $1 AND decision_id >= $2 AND decision_id < $3';
const IS_DECIDED = `NOT ${IS_UNRULED} AND decision->'pins'->>'policySetDigest' = ANY (ARRAY(SELECT digest FROM pinned))`;

const COUNTS = `
  WITH pinned AS (
    SELECT digest FROM governance_engine.policy_sets WHERE tenant = $1 AND members @> $4::jsonb
  ), counted AS (
    SELECT action_name, count(*) AS decisions, sum(count(*)) OVER ()::integer AS total,
      count(*) FILTER (WHERE outcome = 'allow') AS allow,
      count(*) FILTER (WHERE outcome = 'deny') AS deny,
      count(*) FILTER (WHERE outcome = 'escalate') AS escalate
    FROM governance_engine.decisions WHERE ${IN_TIME} AND ${IS_DECIDED}
    GROUP BY action_name ORDER BY count(*) DESC, action_name LIMIT ${String(ACTIONS_MAX)}
  ), agreed AS (${agreedLabels(IN_TIME)}
  ), judged AS (
    SELECT action_name, count(*) AS labelled, count(*) FILTER (WHERE outcome = 'allow' AND label = 'deny') AS harmful
    FROM agreed CROSS JOIN LATERAL (
      SELECT action_name, outcome FROM governance_engine.decisions
      WHERE tenant = $1 AND decision_id = agreed.decision_id AND ${IS_DECIDED} LIMIT 1) AS decided
    WHERE label IS NOT NULL GROUP BY action_name
  )
  SELECT total, json_build_object('action', action_name, 'allow', allow, 'deny', deny, 'escalate', escalate,
    'harmful', coalesce(harmful, 0), 'labelled', coalesce(labelled, 0)) AS counts
  FROM counted LEFT JOIN judged USING (action_name) ORDER BY counted.decisions DESC, action_name`;

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
