import type { Decision } from '@acgs/contracts';
import { fileWriter, parquetWriteRows } from 'hyparquet-writer';
import type { ExportedDecision } from './exported-decisions.js';

/** So many are in memory at a time, with what is made of them. */
const ROW_GROUP = 2000;

const text = (name: string, nullable = false): { name: string; type: 'STRING'; nullable: boolean } => ({
  name,
  type: 'STRING',
  nullable,
});

/** What is asked of decisions by the thousand has a column of its own; the rest is in `request` and `decision`, as JSON texts. */
const COLUMNS = [
  text('tenant'),
  text('decision_id'),
  { name: 'decided_at', type: 'TIMESTAMP', nullable: false },
  text('requested_by'),
  text('subject_id'),
  text('action_name'),
  text('resource_id'),
  text('outcome'),
  text('rule_ids'),
  { name: 'constitution_version', type: 'INT32', nullable: true },
  text('constitution_digest', true),
  text('policy_set_digest', true),
  text('engine_version'),
  text('erased'),
  text('labels'),
  text('request'),
  text('decision'),
  text('constitutional_hash'),
] as const;

/** Writes to a file that is there already, a group of rows at a time. */
export async function writeParquet(path: string, decisions: AsyncIterable<ExportedDecision>): Promise<void> {
  await parquetWriteRows({
    writer: fileWriter(path),
    rows: parquetRows(decisions),
    columns: [...COLUMNS],
    rowGroupSize: ROW_GROUP,
    createdBy: 'acgs',
  });
}

async function* parquetRows(
  decisions: AsyncIterable<ExportedDecision>,
): AsyncGenerator<Record<string, unknown>> {
  for await (const exported of decisions) {
    const { pins, decidedAt } = JSON.parse(exported.decision) as Pick<Decision, 'pins' | 'decidedAt'>;
    yield {
      tenant: exported.tenant,
      decision_id: exported.decisionId,
      decided_at: new Date(decidedAt),
      requested_by: exported.requestedBy,
      subject_id: exported.subjectId,
      action_name: exported.actionName,
      resource_id: exported.resourceId,
      outcome: exported.outcome,
      rule_ids: JSON.stringify(exported.ruleIds),
      constitution_version: pins.constitutionVersion,
      constitution_digest: pins.constitutionDigest,
      policy_set_digest: pins.policySetDigest,
      engine_version: pins.engineVersion,
      erased: JSON.stringify(exported.erased),
      labels: exported.labels,
      request: exported.request,
      decision: exported.decision,
      constitutional_hash: exported.constitutionalHash,
    };
  }
}
