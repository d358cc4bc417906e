import {
  type CandidateSummary,
  type Pins,
  type Simulation,
  type SimulationEvidence,
  type SimulationStatus,
  timeOfDecisionId,
} from '@acgs/contracts';
import { type ReplayCounts, resultOf } from './replay/replay-counts.js';

export interface SimulationRow {
  readonly simulation_id: string;
  readonly title: string;
  readonly status: SimulationStatus;
  readonly created_at: Date;
  readonly created_by: string;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly failure: string | null;
  readonly evidence: SimulationEvidence;
  readonly candidate: CandidateSummary;
  readonly base: Pins;
  readonly pins: Pins;
  readonly cursor: string | null;
  readonly cases_read: string;
  readonly counts: ReplayCounts;
}

/** All but the rules that are tried, which may be large. */
export const COLUMNS = `simulation_id, title, status, created_at, created_by, started_at, finished_at, failure, evidence,
  candidate, base, pins, cursor, cases_read, counts`;

export function simulationOf(row: SimulationRow): Simulation {
  const { evidence, candidate, base, pins, title, status, failure } = row;
  return {
    simulationId: row.simulation_id,
    title,
    status,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    failure,
    evidence,
    candidate,
    base,
    pins,
    progress: status === 'completed' ? 1 : progressOf(row),
    result: resultOf(row.counts),
  };
}

/** By the time of the last decision, or by the number of cases. */
function progressOf({ evidence, cursor, cases_read }: SimulationRow): number {
  if (evidence.source === 'uploaded') return Number(cases_read) / evidence.count;
  if (cursor === null) return 0;
  const from = Date.parse(evidence.from);
  const reached = timeOfDecisionId(cursor).getTime() - from;
  return Math.min(1, Math.max(0, reached / (Date.parse(evidence.to) - from)));
}
