import type { LentReplica } from '@acgs/database';

/** What a replay thread is told: which simulation, and until when it may go on with it. */
export interface ReplayAssignment {
  readonly databaseUrl: string;
  /** Where recorded decisions are read; null when that is the database itself. */
  readonly replica: LentReplica | null;
  /** That of `LiveDecisions`. */
  readonly liveDecisions: SharedArrayBuffer;
  readonly tenant: string;
  readonly simulationId: string;
  /** Nothing is written once another one has the lease. */
  readonly leaseId: string;
  /** Decisions are read when they are as old as this. */
  readonly horizonMilliseconds: number;
  /** Beyond which flips are counted and not kept. */
  readonly flipsMax: number;
  /** After which the place is given to the next in the queue. */
  readonly sliceMilliseconds: number;
}

/** What its parent says to it. */
export const STOP = 'stop';
