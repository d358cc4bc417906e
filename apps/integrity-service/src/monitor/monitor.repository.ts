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
}
