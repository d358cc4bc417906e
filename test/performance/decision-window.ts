import { type Outcome, smallestDecisionId } from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { askDatabase } from './asked-database.js';
import { isAllowedByWorkload, workloadRequests } from './decisions-workload.js';
import { NotMeasurableError } from './measurement.js';
import { DiskWrites } from './durability.js';

export interface RecordedOutcomes {
  readonly resource: string;
  readonly outcome: Outcome;
  readonly count: number;
}

/** How many requests were answered with success, and how many otherwise or not at all. */
export interface Answers {
  readonly served: number;
  readonly failed: number;
}

/** By resource: every request has one of its own. */
function expectedOutcomes({ requests, policies, agent }: WindowOptions): Map<string, Outcome> {
  return new Map(
    workloadRequests(requests, policies, agent).map((request) => [
      request.resource.id,
      isAllowedByWorkload(request) ? 'allow' : 'deny',
    ]),
  );
}

/**
 * Why what is on disk is not what was answered; null when it is. A request that failed may have been recorded all the same.
 * Empty or stale rules, an answer that is not from the engine and one that is not recorded are found here.
 */
export function faultOfRecords(
  recorded: readonly RecordedOutcomes[],
  { served, failed }: Answers,
  expected: ReadonlyMap<string, Outcome>,
): string | null {
  const onDisk = recorded.reduce((sum, { count }) => sum + count, 0);
  if (served === 0) return 'No decision was answered.';
  if (onDisk < served || onDisk > served + failed)
    return `${String(served)} decisions were answered, ${String(onDisk)} are on disk.`;
  const wrong = recorded.find(({ resource, outcome }) => expected.get(resource) !== outcome);
  if (wrong !== undefined) {
    const { resource, outcome, count } = wrong;
    const right = expected.get(resource) ?? 'not asked for';
    return `${resource} is ${right} by the rules of the workload, and was decided ${outcome} (${String(count)} times).`;
  }
  return null;
}

/** Fewer may be those of sessions that have not told of themselves yet. */
const COMMITS_TO_JUDGE = 500;
const SYNCED_SHARE = 0.1;

/** Every commit waits for the disk, alone or with those of other sessions; null when it looks so. */
export function faultOfWrites(commits: number, syncs: number): string | null {
  if (commits < COMMITS_TO_JUDGE || syncs >= commits * SYNCED_SHARE) return null;
  return `Decisions were committed ${String(commits)} times, and sessions waited for the disk ${String(syncs)} times.`;
}

const RECORDED = "governance_engine.decisions WHERE tenant = 'default' AND decision_id >= $1";

export interface WindowOptions {
  readonly databaseUrl: string;
  readonly policies: number;
  readonly agent: string;
  /** Different requests. */
  readonly requests: number;
}

/** The decisions of the workload from one moment to another, as they are on disk. */
export class DecisionWindow {
  private constructor(
    private readonly options: WindowOptions,
    private readonly since: string,
    private readonly writes: DiskWrites,
  ) {}

  /** Everything that was asked before has been answered. */
  static async open(options: WindowOptions): Promise<DecisionWindow> {
    const writes = await DiskWrites.open(options.databaseUrl);
    await pause(2);
    return new DecisionWindow(options, smallestDecisionId(new Date()), writes);
  }

  /** @throws NotMeasurableError when something else is on disk than was answered, or nothing had to wait for the disk */
  async close(answers: Answers): Promise<void> {
    const syncs = await this.writes.count();
    const { databaseUrl } = this.options;
    const recorded = await askDatabase<RecordedOutcomes>(
      databaseUrl,
      `SELECT resource_id AS resource, outcome, count(*)::int AS count FROM ${RECORDED} GROUP BY resource_id, outcome`,
      [this.since],
    );
    const [{ commits } = { commits: 0 }] = await askDatabase<{ commits: number }>(
      databaseUrl,
      `SELECT count(DISTINCT xmin::text)::int AS commits FROM ${RECORDED}`,
      [this.since],
    );
    const fault =
      faultOfRecords(recorded, answers, expectedOutcomes(this.options)) ?? faultOfWrites(commits, syncs);
    if (fault !== null) throw new NotMeasurableError(fault);
  }
}

/** How many decisions are on disk, whoever asked for them. */
export async function recordedDecisions(databaseUrl: string): Promise<number> {
  const text = 'SELECT count(*) AS count FROM governance_engine.decisions';
  const [row] = await askDatabase<{ count: string }>(databaseUrl, text);
  return Number(row?.count);
}
