import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { type Dispatcher, Pool } from 'undici';

const HASH_HEADER = CONSTITUTIONAL_HASH_HEADER.toLowerCase();

export interface LoadRequest {
  readonly method: Dispatcher.HttpMethod;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** A status of 0 stands for no answer at all. */
export type AnswerListener = (status: number, hasHash: boolean) => void;

/** Sends requests over a bounded number of connections; what finds none free waits for one. */
export class RequestSender {
  private readonly pool: Pool;

  constructor(origin: string, connections: number) {
    this.pool = new Pool(origin, {
      connections,
      pipelining: 1,
      headersTimeout: 10_000,
      bodyTimeout: 10_000,
      connect: { timeout: 5000 },
    });
  }

  /** Without a promise and a stream for each request: what the sender costs is taken from what it measures. */
  send({ method, path, headers, body }: LoadRequest, onAnswer: AnswerListener): void {
    let status = 0;
    let hasHash = false;
    this.pool.dispatch(
      { method, path, headers: { ...headers }, body },
      {
        onRequestStart: () => undefined,
        onResponseStart: (_controller, code, received) => {
          status = code;
          hasHash = received[HASH_HEADER] === CONSTITUTIONAL_HASH;
        },
        onResponseData: () => undefined,
        onResponseEnd: () => {
          onAnswer(status, hasHash);
        },
        onResponseError: () => {
          onAnswer(0, hasHash);
        },
      },
    );
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }
}
