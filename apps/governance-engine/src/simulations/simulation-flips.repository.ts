import type {
  FlipChange,
  FlipCount,
  FlipsBy,
  FlipSide,
  Outcome,
  SimulationFlip,
  SimulationFlipQuery,
} from '@acgs/contracts';
import { Conditions, StaleReads } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

interface FlipRow {
  readonly number: string;
  readonly decision_id: string | null;
  readonly subject_id: string;
  readonly action_name: string;
  readonly resource_id: string;
  readonly recorded: FlipSide;
  readonly candidate: FlipSide;
  readonly rule_ids: string[];
  readonly label: Outcome | null;
  readonly change: FlipChange;
}

const COUNTED = 50;

const NAMES: Readonly<Record<FlipsBy, { from: string; name: string }>> = {
  subject: { from: '', name: 'subject_id' },
  action: { from: '', name: 'action_name' },
  rule: { from: 'CROSS JOIN unnest(rule_ids) AS rule_id', name: 'rule_id' },
};

@Injectable()
export class SimulationFlipsRepository {
  constructor(
    private readonly database: DataSource,
    private readonly staleReads: StaleReads,
  ) {}

  /** In the order of the evidence; one more than `query.limit`, to tell whether there is a next page. */
  async list(tenant: string, simulationId: string, query: SimulationFlipQuery): Promise<SimulationFlip[]> {
    const where = new Conditions()
      .add((p) => `tenant = ${p}`, tenant)
      .add((p) => `simulation_id = ${p}`, simulationId)
      .add((p) => `number > ${p}`, query.cursor)
      .add((p) => `subject_id = ${p}`, query.subject)
      .add((p) => `action_name = ${p}`, query.action)
      .add((p) => `rule_ids @> ARRAY[${p}]::text[]`, query.rule)
      .add((p) => `change = ${p}`, query.change);
    const rows = await this.staleReads.query<FlipRow>(
      'simulations.flips',
      `SELECT number, decision_id, subject_id, action_name, resource_id, recorded, candidate, rule_ids, label, change
       FROM governance_engine.simulation_flips WHERE ${where.text}
       ORDER BY tenant, simulation_id, number LIMIT ${String(query.limit + 1)}`,
      where.values,
      (found) => found.length > query.limit,
    );
    return rows.map(flipOf);
  }

  /** Those with the most flips. */
  async count(tenant: string, simulationId: string, by: FlipsBy): Promise<FlipCount[]> {
    const { from, name } = NAMES[by];
    return await this.database.query<FlipCount[]>(
      `SELECT ${name} AS name, count(*)::int AS flips, count(*) FILTER (WHERE change = 'better')::int AS better,
         count(*) FILTER (WHERE change = 'worse')::int AS worse
       FROM governance_engine.simulation_flips ${from} WHERE tenant = $1 AND simulation_id = $2
       GROUP BY ${name} ORDER BY flips DESC, name LIMIT ${String(COUNTED)}`,
      [tenant, simulationId],
    );
  }
}

const flipOf = (row: FlipRow): SimulationFlip => ({
  number: Number(row.number),
  decisionId: row.decision_id,
  subject: row.subject_id,
  action: row.action_name,
  resource: row.resource_id,
  recorded: row.recorded,
  candidate: row.candidate,
  rules: row.rule_ids,
  label: row.label,
  change: row.change,
});
