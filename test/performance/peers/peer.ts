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

/** One of the workload's evaluation requests. */
export interface Question {
  readonly subject: { readonly type: string; readonly id: string; readonly properties: object };
  readonly action: { readonly name: string; readonly properties: object };
  readonly resource: { readonly type: string; readonly id: string; readonly properties: object };
  readonly context: object;
}

export interface PeerOptions {
  readonly policies: number;
  readonly questions: readonly Question[];
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
