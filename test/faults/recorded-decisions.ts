import type { Decision, RecordedDecision } from '@acgs/contracts';
import { Client } from 'pg';
import { askDatabase } from '../performance/asked-database.js';
import type { DecisionCaller } from './decision-caller.js';
import type { RecordedOutcome } from './decisions-audit.js';

const PAGE = 5000;
const AT_ONCE = 32;
const SMALLEST_ID = '00000000-0000-0000-0000-000000000000';

export interface DecisionRow extends RecordedOutcome {
  readonly decision: Decision;
}

/** Every row of the table, past the services. */
export async function recordedInDatabase(databaseUrl: string): Promise<DecisionRow[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const records: DecisionRow[] = [];
    for (let last = SMALLEST_ID; ; last = records.at(-1)?.decisionId ?? last) {
      const { rows } = await client.query<DecisionRow>(
        `SELECT decision_id AS "decisionId", outcome, request, decision FROM governance_engine.decisions
         WHERE decision_id > $1 ORDER BY decision_id LIMIT ${String(PAGE)}`,
        [last],
      );
      records.push(...rows);
      if (rows.length < PAGE) return records;
    }
  } finally {
    await client.end();
  }
}

/** Those of the ids that the table has, past the services. */
export async function recordedOf(
  databaseUrl: string,
  decisionIds: readonly string[],
): Promise<DecisionRow[]> {
  const records: DecisionRow[] = [];
  for (let from = 0; from < decisionIds.length; from += PAGE) {
    const rows = await askDatabase<DecisionRow>(
      databaseUrl,
      `SELECT decision_id AS "decisionId", outcome, request, decision FROM governance_engine.decisions
       WHERE tenant = 'default' AND decision_id = ANY($1::uuid[])`,
      [decisionIds.slice(from, from + PAGE)],
    );
    records.push(...rows);
  }
  return records;
}

/** Those of the ids that `GET /decisions/{id}` finds, each asked of one of the engines. */
export async function recordedOverHttp(
  caller: DecisionCaller,
  engines: readonly [string, ...string[]],
  decisionIds: readonly string[],
): Promise<RecordedOutcome[]> {
  const records: RecordedDecision[] = [];
  let next = 0;
  const reading = Array.from({ length: AT_ONCE }, async (_, n) => {
    const engine = engines[n % engines.length] ?? engines[0];
    for (let id = decisionIds[next++]; id !== undefined; id = decisionIds[next++]) {
      const record = await caller.find(engine, id);
      if (record !== null) records.push(record);
    }
  });
  await Promise.all(reading);
  return records;
}
