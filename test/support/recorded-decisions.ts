import type { CallerIdentity } from '@acgs/access';
import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { type EvaluationRequest, newUuidV7, type Outcome } from '@acgs/contracts';
import type { RuleSet } from '@acgs/rules';
import type { Client } from 'pg';
import { INSERT, recordValues } from '../../apps/governance-engine/src/decisions/decision-insertion.js';
import { type DecisionRecord, recordOf } from '../../apps/governance-engine/src/decisions/decision-record.js';

const ROWS_A_STATEMENT = 2000;
const RECORDER: Pick<CallerIdentity, 'tenant' | 'actor'> = { tenant: 'default', actor: 'recorder' };

/** What a replay has to find. */
export interface RecordedCase {
  readonly id: string;
  readonly request: EvaluationRequest;
  readonly outcome: Outcome;
  readonly isApproved: boolean;
}

export interface Recording {
  readonly requests: readonly EvaluationRequest[];
  /** There are partitions for this time, and more milliseconds than requests. */
  readonly from: Date;
  readonly to: Date;
  readonly rules: RuleSet;
  /** Whether a person had approved it. */
  readonly isApproved?: (index: number) => boolean;
}

/**
 * Writes decisions as the engine does, evenly over a time, in the order of their ids. They are in no log, and the index for
 * searches by rule is gone.
 */
export async function recordDecisions(database: Client, recording: Recording): Promise<RecordedCase[]> {
  await database.query('SET session_replication_role = replica');
  await database.query('SET synchronous_commit = off');
  await database.query('DROP INDEX IF EXISTS governance_engine.decisions_rule_ids');
  const records = recording.requests.map((request, index) => recordAt(request, index, recording));
  for (let start = 0; start < records.length; start += ROWS_A_STATEMENT) {
    const some = records.slice(start, start + ROWS_A_STATEMENT);
    await database.query(INSERT.text, recordValues([{ records: some, claim: null }]));
  }
  await database.query('ANALYZE governance_engine.decisions');
  await database.query('RESET session_replication_role');
  return records.map(caseOf);
}

/** Notes an erasure of each, without taking anything out. */
export async function noteErasures(database: Client, ids: readonly string[]): Promise<void> {
  await database.query(
    `INSERT INTO governance_engine.erasures (tenant, decision_id, fields, erased_by, constitutional_hash)
     SELECT 'default', id, '{/context/x}', 'test', $2 FROM unnest($1::uuid[]) AS id`,
    [ids, CONSTITUTIONAL_HASH],
  );
}

function recordAt(request: EvaluationRequest, index: number, recording: Recording): DecisionRecord {
  const { requests, from, to, rules, isApproved = () => false } = recording;
  const step = (to.getTime() - from.getTime()) / requests.length;
  const id = newUuidV7(Math.floor(from.getTime() + index * step));
  const approved = isApproved(index);
  const approval = { decisionId: id, approvedBy: 'approver', approvedAt: '2026-01-01T00:00:00.000Z' };
  const evaluation = rules.evaluate(request, approved);
  return recordOf(id, request, RECORDER, evaluation, rules.pins, approved ? approval : undefined);
}

const caseOf = ({ request, decision }: DecisionRecord): RecordedCase => ({
  id: decision.decisionId,
  request,
  outcome: decision.outcome,
  isApproved: decision.approval !== undefined,
});
