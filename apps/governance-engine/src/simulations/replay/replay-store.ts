import {
  type Outcome,
  type Reason,
  type SimulationEvidence,
  type SimulationFlip,
  timeOfDecisionId,
} from '@acgs/contracts';
import type { Client } from 'pg';
import type { FrozenRules } from '../candidate-rules.js';
import type { ReplayAssignment } from './replay-assignment.js';
import { CONNECT_MILLISECONDS, replayClient } from './replay-client.js';
import type { ReplayCounts } from './replay-counts.js';
import { ReplayReader, type ReplayRow } from './replay-reader.js';
import {
  COMPLETE,
  firstRecorded,
  FORGET_ERASED,
  KEEP_PAGE,
  RECORDED_SIDES,
  RELEASE,
  type Statement,
} from './replay-statements.js';

const WRITE_MILLISECONDS = 30_000;

/** The simulation as far as it has come. */
export interface ReplayState {
  readonly evidence: SimulationEvidence;
  readonly sources: FrozenRules;
  readonly cursor: string | null;
  readonly casesRead: number;
  readonly counts: ReplayCounts;
}

/** How far a page has come. */
export type ReplayPlace = Pick<ReplayState, 'cursor' | 'casesRead'>;

interface RecordedSide {
  /** Null when retention has dropped the decision meanwhile. */
  readonly reasons: readonly Reason[] | null;
  readonly label: Outcome | null;
}

/**
 * What a replay reads and writes, on two connections of its own: the next page is read while the last one is written. Writes
 * do not wait for the disk: what a crash of the server takes away is the last pages as a whole, and they are replayed.
 */
export class ReplayStore {
  private readonly reader: ReplayReader;
  private readonly writer: Client;

  constructor(private readonly assignment: ReplayAssignment) {
    this.reader = new ReplayReader(assignment);
    this.writer = replayClient(
      assignment.databaseUrl,
      { statement_timeout: WRITE_MILLISECONDS, query_timeout: WRITE_MILLISECONDS + CONNECT_MILLISECONDS },
      '-c synchronous_commit=off',
    );
  }

  async open(): Promise<void> {
    await Promise.all([this.reader.open(), this.writer.connect()]);
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.reader.close(), this.writer.end()]);
  }

  /** Null when another has the lease. */
  async state(): Promise<ReplayState | null> {
    const { rows } = await this.writer.query<ReplayState>(
      `SELECT evidence, sources, cursor, cases_read::int AS "casesRead", counts
       FROM governance_engine.simulations WHERE tenant = $1 AND simulation_id = $2 AND lease_id = $3`,
      this.key,
    );
    return rows[0] ?? null;
  }

  /** Row by row, in their order. */
  read(statement: Statement, take: (row: ReplayRow) => void): Promise<void> {
    return this.reader.read(statement, take);
  }

  /** When the tenant's first decision from a moment on was made; null when there is none. */
  async firstFrom(from: Date): Promise<Date | null> {
    let first: Date | null = null;
    await this.reader.read(firstRecorded(this.assignment.tenant, from), ({ id }) => {
      if (id !== null) first = timeOfDecisionId(id);
    });
    return first;
  }

  /** Reads from the primary from now on; false when it did before. */
  leaveReplica(): Promise<boolean> {
    return this.reader.leaveReplica();
  }

  /** Up to when what was committed can be read. */
  get completeTo(): number {
    return this.reader.completeTo;
  }

  /** What is known of decisions beside their outcome, by id. */
  async sides(decisionIds: readonly string[]): Promise<ReadonlyMap<string, RecordedSide>> {
    if (decisionIds.length === 0) return new Map();
    const values = [this.assignment.tenant, decisionIds];
    const { rows } = await this.writer.query<RecordedSide & { id: string }>(RECORDED_SIDES, values);
    return new Map(rows.map(({ id, ...side }) => [id, side]));
  }

  /** In one transaction; false, and nothing is kept, when another has the lease. What was erased meanwhile is forgotten. */
  async keep(
    { cursor, casesRead }: ReplayPlace,
    counts: ReplayCounts,
    flips: readonly SimulationFlip[],
  ): Promise<boolean> {
    const { rows } = await this.writer.query<{ held: number }>(KEEP_PAGE, [
      ...this.key,
      cursor,
      casesRead,
      JSON.stringify(counts),
      JSON.stringify(flips.map(columnsOf)),
    ]);
    const isHeld = rows[0]?.held === 1;
    const [first] = flips;
    if (isHeld && first !== undefined) await this.forgetErased(first.number - 1);
    return isHeld;
  }

  async complete(): Promise<void> {
    await this.forgetErased(0);
    await this.writer.query(COMPLETE, this.key);
  }

  /** For whoever comes next, after this time. */
  async release(milliseconds: number): Promise<void> {
    await this.writer.query(RELEASE, [...this.key, milliseconds]);
  }

  private async forgetErased(after: number): Promise<void> {
    const { tenant, simulationId } = this.assignment;
    await this.writer.query(FORGET_ERASED, [tenant, simulationId, after]);
  }

  private get key(): string[] {
    const { tenant, simulationId, leaseId } = this.assignment;
    return [tenant, simulationId, leaseId];
  }
}

const columnsOf = (flip: SimulationFlip): object => ({
  n: flip.number,
  i: flip.decisionId,
  s: flip.subject,
  a: flip.action,
  r: flip.resource,
  b: flip.recorded,
  c: flip.candidate,
  u: flip.rules,
  l: flip.label,
  g: flip.change,
});
