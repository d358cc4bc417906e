import type { WorkloadRequest } from '../decisions-workload.js';
import type { LoadRequest } from '../load/request-sender.js';

/** Another engine with the same policies, ready to be asked. */
export interface Peer {
  readonly origin: string;
  /** The same questions, in the same order, as this engine wants them. */
  readonly requests: readonly LoadRequest[];
  /** What its answer says. */
  readonly isAllowed: (answer: unknown) => boolean;
  stop(): Promise<void>;
}

export interface PeerOptions {
  readonly policies: number;
  readonly questions: readonly WorkloadRequest[];
  readonly decisionLog: boolean;
  /** A folder of its own. */
  readonly folder: string;
}

export const postOf = (path: string, body: unknown): LoadRequest => ({
  method: 'POST',
  path,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
