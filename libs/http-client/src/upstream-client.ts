import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { DomainError } from '@acgs/contracts';
import { isRepeatable, isTemporary, jitteredPause, retryAfterMilliseconds, RetryBudget } from '@acgs/retries';
import { HttpService } from '@nestjs/axios';
import axios from 'axios';
import { setTimeout as pause } from 'node:timers/promises';
import type { WholeAnswer } from './buffered-answer.js';
import type { CallFigures } from './call-figures.js';
import { TokenBucket } from './core/token-bucket.js';
import { Deadline } from './deadline.js';
import { RouteBreakers } from './route-breakers.js';
import { undiciAdapter } from './undici-adapter.js';
import { UpstreamAnswer } from './upstream-answer.js';
import { sentBodyOf, targetOf, type UpstreamCall } from './upstream-call.js';
import type { ResolvedUpstream } from './upstream-options.js';
import type { UpstreamPool } from './upstream-pool.js';
import {
  CallerGoneError,
  DeadlineExceededError,
  TooManyCallsError,
  UpstreamFailedError,
  UpstreamUnavailableError,
} from './upstream.errors.js';

/** Calls under way, for each connection there may be: beyond it they would only wait. */
const CALLS_PER_CONNECTION = 2;

type Outcome = { readonly answer: WholeAnswer } | { readonly error: Error };

/** The calls of one service: bounded in time, number and size, repeated where that is safe and can be afforded. */
export class UpstreamClient {
  readonly breakers: RouteBreakers;
  /** Calls begun and not yet over. */
  inFlight = 0;
  private readonly http: HttpService;
  private readonly budget: RetryBudget;
  private readonly rate: TokenBucket;

  constructor(
    private readonly upstream: ResolvedUpstream,
    readonly pool: UpstreamPool,
    private readonly figures: CallFigures,
  ) {
    this.http = new HttpService(axios.create({ adapter: undiciAdapter(upstream.name, pool), ...RAW }));
    this.budget = new RetryBudget(upstream.retryShare, upstream.retryBurst);
    this.rate = new TokenBucket(upstream.callsPerSecond, upstream.callsPerSecond);
    this.breakers = new RouteBreakers(upstream, isFaultOfUpstream);
  }

  /** Of the service: scheme, host and port. */
  get origin(): string {
    return new URL(this.upstream.url).origin;
  }

  /**
   * Answers with any status are answers. Redirects are not followed.
   *
   * @throws UpstreamUnavailableError when no connection came about; UpstreamRestingError while the breaker is open;
   * TooManyCallsError beyond the limits of rate and number; DeadlineExceededError, CallerGoneError; UpstreamFailedError when the service
   * broke off; UpstreamAnswerUnusableError for an answer that is too large
   */
  async call(call: UpstreamCall): Promise<UpstreamAnswer> {
    const startedAt = performance.now();
    let outcome: Outcome | null = null;
    try {
      this.admit(startedAt);
      this.inFlight++;
      outcome = await this.outcomeOf(call).finally(() => this.inFlight--);
    } catch (error) {
      outcome = { error: error as Error };
    }
    this.figures.observe(call, nameOf(outcome), performance.now() - startedAt);
    if ('error' in outcome) throw outcome.error;
    return new UpstreamAnswer(this.upstream.name, outcome.answer);
  }

  private admit(now: number): void {
    const wait = this.rate.take(now);
    if (wait > 0) throw new TooManyCallsError(this.upstream.name, wait);
    if (this.inFlight >= this.upstream.connections * CALLS_PER_CONNECTION) {
      throw new TooManyCallsError(this.upstream.name, 1000);
    }
    this.budget.earn();
  }

  private async outcomeOf(call: UpstreamCall): Promise<Outcome> {
    const { timeoutMilliseconds } = this.upstream;
    const deadline = (call.deadline ?? Deadline.NEVER).within(timeoutMilliseconds);
    const isPatient = call.deadline === undefined || call.deadline.left >= timeoutMilliseconds;
    for (let attempt = 0; ; attempt++) {
      const outcome = await this.attempt(call, deadline, isPatient);
      const wait = this.pauseBeforeRetry(call, outcome, attempt);
      if (wait === null || wait >= deadline.left || !this.budget.spend()) return outcome;
      this.figures.retried();
      await pause(wait);
    }
  }

  private async attempt(call: UpstreamCall, deadline: Deadline, isPatient: boolean): Promise<Outcome> {
    try {
      const send = (): Promise<WholeAnswer> => this.send(call, deadline.left);
      const route = `${call.method} ${call.route}`;
      return { answer: await this.breakers.run(route, isPatient ? send : () => excused(send)) };
    } catch (error) {
      return { error: error as Error };
    }
  }

  private async send(call: UpstreamCall, left: number): Promise<WholeAnswer> {
    if (left < 1) throw new DeadlineExceededError(this.upstream.name, 0);
    const body = sentBodyOf(call);
    const request = this.http.axiosRef.request<Buffer>({
      method: call.method,
      url: targetOf(call),
      headers: {
        ...body?.headers,
        ...call.headers,
        [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
      },
      ...(body === null ? {} : { data: body.data }),
      timeout: left,
      ...(call.callerGone === undefined ? {} : { signal: call.callerGone }),
      maxContentLength: this.upstream.answerLimitBytes,
    });
    const { status, statusText, headers, data } = await request.catch((error: unknown) => {
      throw axios.isCancel(error) ? new CallerGoneError(this.upstream.name) : error;
    });
    return { status, statusMessage: statusText, headers: headers as WholeAnswer['headers'], body: data };
  }

  /** Milliseconds; null for what is not to be repeated. */
  private pauseBeforeRetry(call: UpstreamCall, outcome: Outcome, attempt: number): number | null {
    if (attempt >= this.upstream.retries || !isRepeatable(call.method, call.headers ?? {})) return null;
    const jittered = jitteredPause(attempt, Math.random());
    if ('error' in outcome) return isOfConnection(outcome.error) ? jittered : null;
    const { status, headers } = outcome.answer;
    if (!isTemporary(status)) return null;
    return Math.max(jittered, retryAfterMilliseconds(headers['retry-after'], new Date()));
  }
}

/** What axios would do to bodies is left out: they go and come as they are. */
const RAW = {
  transformRequest: [(data: unknown) => data],
  transformResponse: [(data: unknown) => data],
  validateStatus: null,
};

/** A deadline that came with the call and is shorter than the time a service is given: no fault of the service. */
const EXCUSED = new WeakSet<Error>();

async function excused(send: () => Promise<WholeAnswer>): Promise<WholeAnswer> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof DeadlineExceededError) EXCUSED.add(error);
    throw error;
  }
}

const isOfConnection = (error: Error): boolean =>
  error instanceof UpstreamUnavailableError || error instanceof UpstreamFailedError;

const isFaultOfUpstream = (error: Error, isTrial: boolean): boolean =>
  isOfConnection(error) ||
  (error instanceof DeadlineExceededError && (isTrial || !EXCUSED.has(error))) ||
  (error instanceof CallerGoneError && isTrial);

function nameOf(outcome: Outcome): string {
  if ('answer' in outcome) return String(outcome.answer.status);
  return outcome.error instanceof DomainError ? outcome.error.problem : 'internal';
}
