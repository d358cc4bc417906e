import { type Opening, smallestDecisionId } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface RecordedBody {
  readonly requestedBy: string;
  readonly request: unknown;
  readonly decision: unknown;
}

interface Row {
  readonly decision_id: string;
  readonly requested_by: string;
  readonly request: unknown;
  readonly decision: unknown;
}

interface ErasureRow {
  readonly decision_id: string;
  readonly fields: readonly string[];
}

const DECISIONS_AT_ONCE = 1000;
/** Younger decisions may be on their way: committed, and not seen by the statement that looks for their leaves. */
const SETTLED_SECONDS = 30;

@Injectable()
export class MonitorRepository {
  constructor(private readonly database: DataSource) {}

  /** Those that have a tree, and those that have recorded decisions, which ought to be in one. */
  async tenants(): Promise<string[]> {
    const rows = await this.database.query<{ tenant: string }[]>(
      `WITH RECURSIVE recorded AS (
         (SELECT tenant FROM governance_engine.decision_entries ORDER BY tenant, decision_id LIMIT 1)
         UNION ALL
         SELECT (SELECT tenant FROM governance_engine.decision_entries WHERE tenant > recorded.tenant
                 ORDER BY tenant, decision_id LIMIT 1) FROM recorded WHERE tenant IS NOT NULL)
       SELECT tenant FROM recorded WHERE tenant IS NOT NULL
       UNION SELECT tenant FROM integrity_service.trees ORDER BY tenant`,
    );
    return rows.map(({ tenant }) => tenant);
  }

  /** As the engine has them now. One look by the key for each: a join reads whole partitions until they have statistics. */
  async decisions(tenant: string, ids: readonly string[]): Promise<Map<string, RecordedBody>> {
    const rows = await this.database.query<Row[]>(
      `SELECT decision_id, requested_by, request, decision FROM unnest($2::uuid[]) AS wanted (id)
       CROSS JOIN LATERAL (SELECT * FROM governance_engine.decision_entries
                           WHERE tenant = $1 AND decision_id = wanted.id LIMIT 1) AS entry`,
      [tenant, ids],
    );
    return new Map(
      rows.map(({ decision_id, requested_by, request, decision }) => [
        decision_id,
        { requestedBy: requested_by, request, decision },
      ]),
    );
  }

  /** Which of these decisions retention has dropped. */
  async dropped(ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.database.query<{ decision_id: string }[]>(
      `SELECT decision_id FROM unnest($1::uuid[]) AS missing (decision_id)
       WHERE EXISTS (SELECT FROM governance_engine.dropped_partitions
                     WHERE decision_id >= from_id AND decision_id < to_id)`,
      [ids],
    );
    return new Set(rows.map(({ decision_id }) => decision_id));
  }

  /** What is kept of the values that these entries are commitments to. */
  async openings(tenant: string, entryIds: readonly string[]): Promise<Map<string, Opening[]>> {
    if (entryIds.length === 0) return new Map();
    const rows = await this.database.query<(Opening & { entry_id: string })[]>(
      `SELECT entry_id, pointer, encode(salt, 'base64') AS salt, value FROM integrity_service.sealed_fields
       WHERE tenant = $1 AND entry_id = ANY($2::text[])`,
      [tenant, entryIds],
    );
    const openings = new Map<string, Opening[]>(entryIds.map((id) => [id, []]));
    for (const { entry_id, ...opening } of rows) openings.get(entry_id)?.push(opening);
    return openings;
  }

  /** What the engine has as answers and withdrawals, as their entries say it. */
  async approvals(tenant: string, entryIds: readonly string[]): Promise<Map<string, unknown>> {
    if (entryIds.length === 0) return new Map();
    const ids = entryIds.map((id) => id.split(':')[1] ?? '');
    const rows = await this.database.query<{ entry_id: string; body: unknown }[]>(
      `SELECT entry_id, body FROM governance_engine.approval_entries
       WHERE tenant = $1 AND decision_id = ANY($2::uuid[])`,
      [tenant, ids],
    );
    return new Map(rows.map(({ entry_id, body }) => [entry_id, body]));
  }

  /** What auth-service has of them, as their entries say it. */
  async securityEvents(tenant: string, entryIds: readonly string[]): Promise<Map<string, unknown>> {
    if (entryIds.length === 0) return new Map();
    const ids = entryIds.map((id) => id.split(':')[1] ?? '');
    const rows = await this.database.query<{ entry_id: string; body: unknown }[]>(
      `SELECT entry_id, body FROM auth_service.security_event_entries
       WHERE tenant = $1 AND id = ANY($2::uuid[])`,
      [tenant, ids],
    );
    return new Map(rows.map(({ entry_id, body }) => [entry_id, body]));
  }

  /** What the engine has of them, as their entries say it. */
  async freezes(tenant: string, entryIds: readonly string[]): Promise<Map<string, unknown>> {
    if (entryIds.length === 0) return new Map();
    const ids = entryIds.map((id) => id.split(':')[1] ?? '');
    const rows = await this.database.query<{ entry_id: string; body: unknown }[]>(
      `SELECT entry_id, body FROM governance_engine.freeze_entries
       WHERE tenant = $1 AND freeze_id = ANY($2::uuid[])`,
      [tenant, ids],
    );
    return new Map(rows.map(({ entry_id, body }) => [entry_id, body]));
  }

  /** What the engine has of them, as their entries say it: `policy-activation:`, the policy and a number. */
  async activations(tenant: string, entryIds: readonly string[]): Promise<Map<string, unknown>> {
    if (entryIds.length === 0) return new Map();
    const names = entryIds.map((id) => id.split(':'));
    const rows = await this.database.query<{ entry_id: string; body: unknown }[]>(
      `SELECT entry_id, body FROM unnest($2::text[], $3::integer[]) AS named (id, number)
       JOIN governance_engine.policy_activation_entries AS entry USING (id, number) WHERE tenant = $1`,
      [tenant, names.map(([, id]) => id), names.map(([, , number]) => Number(number))],
    );
    return new Map(rows.map(({ entry_id, body }) => [entry_id, body]));
  }

  /** JSON Pointers into the requests, by decision, of erasures in the log or on their way to it. */
  async erasedFields(tenant: string, ids: readonly string[]): Promise<Map<string, readonly string[]>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.query<ErasureRow[]>(
      `WITH named AS (SELECT tenant, entry_id FROM governance_engine.erasure_entries
                      WHERE tenant = $1 AND decision_id = ANY($2::uuid[]))
       SELECT body->>'decisionId' AS decision_id, body->'fields' AS fields FROM (
         SELECT leaf::json->'body' AS body FROM integrity_service.entries JOIN named USING (tenant, entry_id)
         UNION ALL
         SELECT body FROM acgs.outbox JOIN named USING (tenant, entry_id)) AS erasure`,
      [tenant, ids],
    );
    const erased = new Map<string, readonly string[]>();
    for (const { decision_id: id, fields } of rows) erased.set(id, [...(erased.get(id) ?? []), ...fields]);
    return erased;
  }

  /** The next decisions by id: which of them have no leaf and wait for none. */
  async unlogged(
    tenant: string,
    after: string,
  ): Promise<{ readonly lastId: string | null; readonly missing: string[] }> {
    const [row] = await this.database.query<{ last_id: string | null; missing: string[] | null }[]>(
      `WITH next AS (
         SELECT decision_id FROM governance_engine.decision_entries
         WHERE tenant = $1 AND decision_id > $2::uuid AND decision_id < $3::uuid
         ORDER BY tenant, decision_id LIMIT ${String(DECISIONS_AT_ONCE)})
       SELECT (SELECT max(decision_id::text) FROM next) AS last_id, array_agg(decision_id::text) AS missing
       FROM next
       WHERE (SELECT leaf_index FROM integrity_service.entries
              WHERE tenant = $1 AND entry_id = next.decision_id::text) IS NULL
         AND NOT EXISTS (SELECT FROM acgs.outbox
                         WHERE tenant = $1 AND decision_ids @> ARRAY[next.decision_id])`,
      [tenant, after, smallestDecisionId(new Date(Date.now() - SETTLED_SECONDS * 1000))],
    );
    return { lastId: row?.last_id ?? null, missing: row?.missing ?? [] };
  }
}
