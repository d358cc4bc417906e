import { type AttemptLimits, Attempts } from './attempts.js';
import { type Credentials, tokenSourceOf } from './credentials.js';
import { Deadline } from './deadline.js';
import { AcgsError } from './errors.js';
import { type Answer, exchange, type OutgoingRequest } from './exchange.js';
import type { Runtime } from './runtime.js';
import type { TokenSource } from './token-source.js';

export interface CallLimits extends AttemptLimits {
  /** For the whole call: tokens, attempts and pauses. */
  readonly timeoutMilliseconds: number;
}

export interface CallOptions extends Partial<CallLimits> {
  readonly signal?: AbortSignal;
}

const STEP_UP = 'urn:acgs:problem:authentication-insufficient';

/** Sends requests of one caller: with a token, in time, and again where that helps and does no harm. */
export class Calls {
  private readonly attempts: Attempts;
  private readonly tokens: TokenSource;

  constructor(
    readonly baseUrl: string,
    credentials: Credentials,
    private readonly limits: CallLimits,
    private readonly runtime: Runtime,
  ) {
    this.attempts = new Attempts(runtime);
    this.tokens = tokenSourceOf(credentials, baseUrl, this.attempts, runtime);
  }

  /** @throws AcgsError for everything but a success; the reason of the signal */
  async send(request: OutgoingRequest, options: CallOptions = {}): Promise<Answer> {
    const limits = { ...this.limits, ...options };
    const deadline = new Deadline(limits.timeoutMilliseconds, options.signal, this.runtime.now);
    try {
      return await this.withToken(request, limits, deadline);
    } finally {
      deadline.end();
    }
  }

  /** Limits for a call that the service answers after so many seconds, at most, of its own waiting. */
  waitingFor(seconds: number, signal: AbortSignal | undefined): CallOptions {
    const { timeoutMilliseconds, attemptTimeoutMilliseconds } = this.limits;
    return {
      timeoutMilliseconds: timeoutMilliseconds + seconds * 1000,
      attemptTimeoutMilliseconds: attemptTimeoutMilliseconds + seconds * 1000,
      ...(signal === undefined ? {} : { signal }),
    };
  }

  /** A 401 tells that nothing was done, so every request may be repeated once with a new token. */
  private async withToken(request: OutgoingRequest, limits: CallLimits, deadline: Deadline): Promise<Answer> {
    const token = await this.tokens.token(deadline.signal);
    try {
      return await this.attempt(request, token, limits, deadline);
    } catch (error) {
      if (!isTokenRefused(error) || !this.tokens.refused(token)) throw error;
      return this.attempt(request, await this.tokens.token(deadline.signal), limits, deadline);
    }
  }

  private attempt(
    request: OutgoingRequest,
    token: string,
    limits: CallLimits,
    deadline: Deadline,
  ): Promise<Answer> {
    return this.attempts.run(request, limits, deadline, (attempt) => {
      const headers = {
        ...request.headers,
        Authorization: `Bearer ${token}`,
        'X-Request-Timeout-Ms': timeoutTold(attempt),
      };
      return exchange({ ...request, headers }, attempt.signal, this.runtime);
    });
  }
}

/** Where a fresh second factor is needed the token is good, and another would be answered the same (RFC 9470). */
const isTokenRefused = (error: unknown): boolean =>
  error instanceof AcgsError && error.status === 401 && error.type !== STEP_UP;

/** The API takes eight digits. */
const timeoutTold = ({ remainingMilliseconds }: Deadline): string =>
  String(Math.min(99_999_999, Math.ceil(remainingMilliseconds)));
