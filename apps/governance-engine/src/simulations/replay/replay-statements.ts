import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { type RecordedEvidence, type SimulationSample, smallestDecisionId } from '@acgs/contracts';
import { Conditions } from '@acgs/database';
import { IS_UNRULED } from '../../decisions/unruled-decision.js';
import { ERASED } from '../../erasure-records/erased-request.js';
import { agreedLabels } from '../../labels/agreed-label.js';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

interface Place {
  readonly tenant: string;
  /** The last decision that was read. */
  readonly cursor: string | null;
  readonly limit: number;
}

/** The first decision of a tenant from a moment on, by the primary key of the partitions: whatever the filters say. */
export const firstRecorded = (tenant: string, from: Date): Statement => ({
  text: `SELECT decision_id AS id FROM governance_engine.decisions WHERE tenant = $1 AND decision_id >= $2
    ORDER BY tenant, decision_id LIMIT 1`,
  values: [tenant, smallestDecisionId(from)],
});

const SHARES = 2 ** 32;

/** Before `until`. Ordered by the primary key of the partitions, so that a page is read from the index and nothing is sorted. */
export function recordedPage(
  evidence: RecordedEvidence,
  until: Date,
  { tenant, cursor, limit }: Place,
): Statement {
  const where = new Conditions()
    .add((p) => `tenant = ${p}`, tenant)
    .add((p) => `decision_id >= ${p}`, smallestDecisionId(new Date(evidence.from)))
    .add((p) => `decision_id < ${p}`, smallestDecisionId(until))
    .add((p) => `decision_id > ${p}`, cursor ?? undefined)
    .add((p) => `subject_id = ${p}`, evidence.subject)
    .add((p) => `action_name = ${p}`, evidence.action)
    .add((p) => `resource_id = ${p}`, evidence.resource)
    .add((p) => `outcome = ${p}`, evidence.outcome)
    .add(
      (p) => `substr(sha256(convert_to(${p} || decision_id, 'UTF8')), 1, 4) < ${bound(evidence.sample)}`,
      salt(evidence.sample),
    );
  return {
    text: `SELECT decision_id AS id, outcome, request, (decision->'approval') IS NOT NULL AS approved,
        ${IS_UNRULED} OR (SELECT true FROM governance_engine.erasures AS erasure
         WHERE erasure.tenant = decisions.tenant AND erasure.decision_id = decisions.decision_id) IS NOT NULL AS incomparable
      FROM governance_engine.decisions WHERE ${where.text} ORDER BY tenant, decision_id LIMIT ${String(limit)}`,
    values: where.values,
  };
}

/** The first 32 bits of SHA-256 over seed, colon and id, below the share of all: the same sample for ever. */
const salt = (sample: SimulationSample | undefined): string | undefined =>
  sample === undefined || sample.share === 1 ? undefined : `${String(sample.seed)}:`;

const bound = (sample: SimulationSample | undefined): string => {
  const first = Math.min(Math.ceil((sample?.share ?? 1) * SHARES), SHARES - 1);
  return `'\\x${first.toString(16).padStart(8, '0')}'::bytea`;
};

interface UploadedPlace {
  readonly tenant: string;
  readonly simulationId: string;
  /** The number of the last case that was read. */
  readonly after: number;
  readonly limit: number;
}

export const uploadedPage = ({ tenant, simulationId, after, limit }: UploadedPlace): Statement => ({
  text: `SELECT null AS id, outcome, request, false AS approved, false AS incomparable, label
    FROM governance_engine.simulation_cases WHERE tenant = $1 AND simulation_id = $2 AND number > $3
    ORDER BY tenant, simulation_id, number LIMIT ${String(limit)}`,
  values: [tenant, simulationId, after],
});

/**
 * The reasons of decisions, and the label that those agree on which count. One look by the key for each: a join reads whole partitions until they have statistics.
 */
export const RECORDED_SIDES = `
  SELECT wanted.id,
    (SELECT decision->'reasons' FROM governance_engine.decisions WHERE tenant = $1 AND decision_id = wanted.id) AS reasons,
    (SELECT label FROM (${agreedLabels('tenant = $1 AND decision_id = wanted.id')}) AS agreed) AS label
  FROM unnest($2::uuid[]) AS wanted (id)`;

/** The page is kept and the lease is longer, or, when another has the lease, nothing happens. */
export const KEEP_PAGE = `
  WITH held AS (
    UPDATE governance_engine.simulations SET cursor = $4, cases_read = $5, counts = $6, attempts = 0
    WHERE tenant = $1 AND simulation_id = $2 AND lease_id = $3 RETURNING simulation_id
  ), kept AS (
    INSERT INTO governance_engine.simulation_flips (tenant, simulation_id, number, decision_id, subject_id, action_name,
      resource_id, recorded, candidate, rule_ids, label, change, constitutional_hash)
    SELECT $1, simulation_id, n, i, s, a, r, b, c, u, l, g, '${CONSTITUTIONAL_HASH}'
    FROM held, json_to_recordset($7::json) AS flip (n bigint, i uuid, s text, a text, r text, b json, c json, u text[],
      l text, g text)
  )
  SELECT count(*)::int AS held FROM held`;

/** Flips after a number whose decision was erased while their page was on its way. By the key for each, whatever statistics there are. */
export const FORGET_ERASED = `
  UPDATE governance_engine.simulation_flips AS flip SET (subject_id, action_name, resource_id) = (
    SELECT coalesce(max(subject_id), '${ERASED}'), coalesce(max(action_name), '${ERASED}'),
      coalesce(max(resource_id), '${ERASED}')
    FROM governance_engine.decisions WHERE tenant = $1 AND decision_id = flip.decision_id)
  WHERE tenant = $1 AND simulation_id = $2 AND number > $3
    AND (SELECT true FROM governance_engine.erasures WHERE tenant = $1 AND decision_id = flip.decision_id)`;

export const COMPLETE = `
  UPDATE governance_engine.simulations SET finished_at = now(), lease_id = NULL, leased_until = NULL,
    status = CASE WHEN cases_read = 0 THEN 'failed' ELSE 'completed' END,
    failure = CASE WHEN cases_read = 0 THEN 'There is no evidence: no decision of that time fits the filters.' END
  WHERE tenant = $1 AND simulation_id = $2 AND lease_id = $3`;

export const RELEASE = `
  UPDATE governance_engine.simulations
  SET lease_id = NULL, leased_until = NULL, attempts = 0, due_at = now() + $4 * interval '1 millisecond'
  WHERE tenant = $1 AND simulation_id = $2 AND lease_id = $3`;
