import { smallestDecisionId } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface RecordedBody {
  readonly requestedBy: string;
  readonly request: unknown;
  readonly decision: unknown;
}

export interface RecordedDecisions {
  readonly byId: ReadonlyMap<string, RecordedBody>;
  /** Those before it may have been dropped by retention; null when there is none at all. */
  readonly oldestId: string | null;
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

  /** As the engine has them now. */
  async decisions(tenant: string, ids: readonly string[]): Promise<RecordedDecisions> {
    const rows = await this.database.query<Row[]>(
      `SELECT decision_id, requested_by, request, decision FROM unnest($2::uuid[]) AS wanted (decision_id)
       JOIN governance_engine.decision_entries USING (decision_id) WHERE tenant = $1`,
      [tenant, ids],
    );
    const [oldest] = await this.database.query<{ decision_id: string }[]>(
      `SELECT decision_id FROM governance_engine.decision_entries
       WHERE tenant = $1 ORDER BY tenant, decision_id LIMIT 1`,
      [tenant],
    );
    const byId = new Map(
      rows.map(({ decision_id, requested_by, request, decision }) => [
        decision_id,
        { requestedBy: requested_by, request, decision },
      ]),
    );
    return { byId, oldestId: oldest?.decision_id ?? null };
  }

  /** JSON Pointers into the requests, by decision, of erasures in the log or on their way to it. */
  async erasedFields(tenant: string, ids: readonly string[]): Promise<Map<string, readonly string[]>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.query<ErasureRow[]>(
      `SELECT body->>'decisionId' AS decision_id, body->'fields' AS fields FROM (
         SELECT leaf::json->'body' AS body FROM integrity_service.entries
         WHERE tenant = $1 AND entry_id = ANY($2::text[])
         UNION ALL
         SELECT body FROM acgs.outbox WHERE tenant = $1 AND entry_id = ANY($2::text[])) AS erasure`,
      [tenant, ids.map((id) => `erasure:${id}`)],
    );
    return new Map(rows.map(({ decision_id, fields }) => [decision_id, fields]));
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
       WHERE NOT EXISTS (SELECT FROM integrity_service.entries
                         WHERE tenant = $1 AND entry_id = next.decision_id::text)
         AND NOT EXISTS (SELECT FROM acgs.outbox
                         WHERE tenant = $1 AND decision_ids @> ARRAY[next.decision_id])`,
      [tenant, after, smallestDecisionId(new Date(Date.now() - SETTLED_SECONDS * 1000))],
    );
    return { lastId: row?.last_id ?? null, missing: row?.missing ?? [] };
  }
}
