import type { EvaluationRequest, Outcome, Reason, SimulationEvidence, SimulationFlip } from '@acgs/contracts';
import pg from 'pg';
import type { FrozenRules } from '../candidate-rules.js';
import type { ReplayAssignment } from './replay-assignment.js';
import type { ReplayCounts } from './replay-counts.js';
import {
  COMPLETE,
  FORGET_ERASED,
  KEEP_PAGE,
  RECORDED_SIDES,
  RELEASE,
  type Statement,
} from './replay-statements.js';

const CONNECT_MILLISECONDS = 5000;
/** A page is bounded in time, too. */
const READ_MILLISECONDS = 60_000;
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

export interface ReplayRow {
  /** Null for an uploaded case. */
  readonly id: string | null;
  readonly outcome: Outcome;
  readonly request: EvaluationRequest;
  readonly approved: boolean;
  /** Erased, or decided by no rules. */
  readonly incomparable: boolean;
  /** Of uploaded cases. */
  readonly label?: Outcome | null;
}

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
  private readonly reader: pg.Client;
  private readonly writer: pg.Client;

  constructor(private readonly assignment: ReplayAssignment) {
    this.reader = client(assignment, { statement_timeout: READ_MILLISECONDS }, '');
    this.writer = client(
      assignment,
      { statement_timeout: WRITE_MILLISECONDS, query_timeout: WRITE_MILLISECONDS + CONNECT_MILLISECONDS },
      '-c synchronous_commit=off',
    );
  }

  async open(): Promise<void> {
    await Promise.all([this.reader.connect(), this.writer.connect()]);
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.reader.end(), this.writer.end()]);
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

  /**
   * Row by row, so that a page takes no more memory than what is made of it: with a bound of the driver's own it would keep
   * all rows.
   */
  read({ text, values }: Statement, take: (row: ReplayRow) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const silence = setTimeout(() => {
        reject(new Error('The database is silent.'));
      }, READ_MILLISECONDS + CONNECT_MILLISECONDS);
      const query = new pg.Query<ReplayRow>(text, [...values]);
      query.on('row', take);
      query.on('end', () => {
        clearTimeout(silence);
        resolve();
      });
      query.on('error', (error) => {
        clearTimeout(silence);
        reject(error);
      });
      this.reader.query(query);
    });
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

/** The statement of a thread that is terminated, as when its simulation is cancelled, ends within this time. */
const LOST_AFTER = '-c client_connection_check_interval=1000';

function client({ databaseUrl }: ReplayAssignment, bounds: pg.ClientConfig, more: string): pg.Client {
  const made = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'acgs simulation',
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    keepAlive: true,
    ...bounds,
    options: `-c jit=off -c search_path=public ${LOST_AFTER} ${more}`,
  });
  // Whoever waits for a statement is told of a broken connection.
  made.on('error', () => undefined);
  return made;
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
