import type { OpenAPIObject } from '@nestjs/swagger';
import fc from 'fast-check';
import { Pool } from 'undici';
import { AnswerFaults, type FuzzedAnswer } from './answer-faults.js';
import { type FuzzedRequest, fuzzedRequests } from './fuzzed-request.js';

export interface FuzzOptions {
  readonly origin: string;
  readonly document: OpenAPIObject;
  /** Sent by turns; an empty one means none. */
  readonly tokens: readonly string[];
  /** Ids that exist, for the paths. */
  readonly seen: readonly string[];
  readonly requests: number;
  readonly seed: number;
  readonly progress?: (sent: number) => void;
}

interface FuzzFault {
  readonly fault: string;
  readonly request: FuzzedRequest;
  readonly answer: FuzzedAnswer | null;
}

export interface FuzzResult {
  readonly faults: readonly FuzzFault[];
  readonly statuses: ReadonlyMap<number, number>;
  /** Operations with at least one answer below 300. */
  readonly succeeded: ReadonlySet<string>;
}

const BATCH = 200;
/** Many, since some of them ask to wait. */
const AT_ONCE = 64;
const ANSWER_MILLISECONDS = 30_000;

/** The same seed and document give the same requests. */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const run = new FuzzRun(options);
  try {
    await run.all();
  } finally {
    await run.close();
  }
  return run;
}

class FuzzRun implements FuzzResult {
  readonly faults: FuzzFault[] = [];
  readonly statuses = new Map<number, number>();
  readonly succeeded = new Set<string>();
  private readonly pool: Pool;
  private readonly check: AnswerFaults;

  constructor(private readonly options: FuzzOptions) {
    this.pool = new Pool(options.origin, {
      connections: AT_ONCE,
      headersTimeout: ANSWER_MILLISECONDS,
      bodyTimeout: ANSWER_MILLISECONDS,
    });
    this.check = new AnswerFaults(options.document);
  }

  async all(): Promise<void> {
    const requests = this.requests();
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.drain(requests)));
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private *requests(): Generator<FuzzedRequest> {
    const { document, tokens, seen, requests, seed, progress } = this.options;
    const arbitrary = fuzzedRequests(document, tokens, seen);
    for (let sent = 0; sent < requests; sent += BATCH) {
      yield* fc.sample(arbitrary, { seed: seed + sent, numRuns: Math.min(BATCH, requests - sent) });
      progress?.(sent);
    }
  }

  /** Each of those that drain takes the next one. */
  private async drain(requests: Generator<FuzzedRequest>): Promise<void> {
    for (const request of requests) await this.send(request);
  }

  private async send(request: FuzzedRequest): Promise<void> {
    const answer = await this.exchange(request).catch((error: unknown) => error as Error);
    if (answer instanceof Error) {
      this.faults.push({ fault: `no answer: ${answer.message}`, request, answer: null });
      return;
    }
    this.statuses.set(answer.status, (this.statuses.get(answer.status) ?? 0) + 1);
    if (answer.status < 300) this.succeeded.add(request.operation.operation.operationId ?? '');
    const fault = this.check.of(request, answer);
    if (fault !== null) this.faults.push({ fault, request, answer });
  }

  private async exchange({ operation, path, headers, body }: FuzzedRequest): Promise<FuzzedAnswer> {
    const method = operation.method.toUpperCase();
    const answer = await this.pool.request({ method, path, headers, body });
    return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() };
  }
}

/** For people: what was sent, and what is wrong with the answer. */
export function faultText({ fault, request: { operation, path, body }, answer }: FuzzFault): string {
  const sent = body === null ? '' : ` ${body.toString('utf8').slice(0, 300)}`;
  const got = answer === null ? '' : ` ${String(answer.status)} ${answer.body.slice(0, 300)}`;
  return `${operation.method.toUpperCase()} ${path.slice(0, 200)}${sent}\n  ${fault}:${got}`;
}
