import { baseUrlOf, type PathValues, pathWith, type QueryValues } from './address.js';
import type { AnswerOf, Decision, EvaluationRequest, InputOf, Method, PathOf, Subject } from './api.js';
import { answeredApproval } from './approvals.js';
import { type CallLimits, type CallOptions, Calls } from './calls.js';
import type { Credentials } from './credentials.js';
import { decisionOf, sentTextOf } from './decision.js';
import { AcgsError, CLIENT_FAULTS } from './errors.js';
import { type GuardedRequest, type GuardOptions, runGuarded } from './guard.js';
import { randomName, type Runtime, standardRuntime } from './runtime.js';

export interface AcgsClientOptions extends Partial<CallLimits> {
  /** The address of the gateway. */
  readonly baseUrl: string;
  readonly credentials: Credentials;
  /** Who acts. With client credentials it is the agent with the id of the client unless told. */
  readonly subject?: Subject;
  readonly fetch?: typeof fetch;
}

export interface DecideOptions extends CallOptions {
  /** Names this decision over all repetitions, those of the caller, too; made at random unless told. */
  readonly idempotencyKey?: string;
  readonly explain?: 'full' | 'none';
  /** Seconds to wait for the receipt, ten at most; a decision without one in time comes alone. */
  readonly receiptWaitSeconds?: number;
  /** The id of the escalated decision that a person has approved. */
  readonly approvalId?: string;
}

export interface RequestOptions extends CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiAnswer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

const DEFAULT_LIMITS: CallLimits = {
  timeoutMilliseconds: 30_000,
  attemptTimeoutMilliseconds: 10_000,
  retries: 4,
};

/** One caller of an installation. It holds nothing open, so there is nothing to close. */
export class AcgsClient {
  /** Who acts in requests that name nobody; null when that is not known. */
  readonly subject: Subject | null;
  private readonly calls: Calls;

  /** `runtime` is for tests. @throws TypeError when `baseUrl` is no plain http(s) address */
  constructor(
    options: AcgsClientOptions,
    private readonly runtime: Runtime = standardRuntime(options.fetch),
  ) {
    const { credentials, subject } = options;
    const own = 'clientId' in credentials ? { type: 'agent', id: credentials.clientId } : null;
    this.subject = subject ?? own;
    const limits = {
      timeoutMilliseconds: options.timeoutMilliseconds ?? DEFAULT_LIMITS.timeoutMilliseconds,
      attemptTimeoutMilliseconds:
        options.attemptTimeoutMilliseconds ?? DEFAULT_LIMITS.attemptTimeoutMilliseconds,
      retries: options.retries ?? DEFAULT_LIMITS.retries,
    };
    this.calls = new Calls(baseUrlOf(options.baseUrl), credentials, limits, runtime);
  }

  /**
   * Asks for a decision, which is on disk before it comes. A failure is never an outcome: it is thrown.
   *
   * @throws AcgsError without a decision; the reason of the signal
   */
  decide(request: GuardedRequest, options: DecideOptions = {}): Promise<Decision> {
    return this.decideText(sentTextOf(this.withSubject(request)), options);
  }

  /**
   * Runs `fn` when it is allowed, and only then.
   *
   * @throws DeniedError, EscalatedError, ObligationError, AcgsError, the reason of the signal, or what `fn` throws
   */
  async guard<Result>(
    fn: (decision: Decision) => Result | Promise<Result>,
    options: GuardOptions,
  ): Promise<Result> {
    const { signal, approvalTimeoutMilliseconds } = options;
    const request = this.withSubject(options.request);
    const text = sentTextOf(request);
    const passed = signal === undefined ? {} : { signal };
    return runGuarded(fn, JSON.parse(text) as EvaluationRequest, options, {
      decide: (approvalId) =>
        this.decideText(text, { ...passed, ...(approvalId === null ? {} : { approvalId }) }),
      answeredApproval:
        approvalTimeoutMilliseconds === undefined
          ? null
          : (decisionId) =>
              answeredApproval(this.calls, decisionId, approvalTimeoutMilliseconds, this.runtime, signal),
    });
  }

  /**
   * Calls any operation of the OpenAPI document, with its types. Repeated are those that do no harm twice.
   *
   * @throws AcgsError for every answer but a success; the reason of the signal
   */
  async request<M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    input: InputOf<M, P>,
    { headers = {}, ...options }: RequestOptions = {},
  ): Promise<ApiAnswer<AnswerOf<M, P>>> {
    const given = input as { path?: PathValues; query?: QueryValues; body?: unknown };
    const sent = {
      method: method.toUpperCase(),
      url: `${this.calls.baseUrl}${pathWith(path, given.path, given.query)}`,
      headers: given.body === undefined ? headers : { 'Content-Type': 'application/json', ...headers },
      ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
    };
    return (await this.calls.send(sent, options)) as ApiAnswer<AnswerOf<M, P>>;
  }

  private async decideText(body: string, options: DecideOptions): Promise<Decision> {
    const { idempotencyKey = randomName(), explain, receiptWaitSeconds, approvalId, ...limits } = options;
    const waits = receiptWaitSeconds === undefined ? {} : { Prefer: `wait=${String(receiptWaitSeconds)}` };
    const request = {
      method: 'POST',
      url: `${this.calls.baseUrl}${pathWith('/api/v1/decisions', {}, { explain })}`,
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': idempotencyKey,
        ...waits,
        ...(approvalId === undefined ? {} : { Approval: approvalId }),
      },
      body,
    };
    const room = this.calls.waitingFor(receiptWaitSeconds ?? 0, undefined);
    return decisionOf(await this.calls.send(request, { ...room, ...limits }));
  }

  private withSubject(request: GuardedRequest): EvaluationRequest {
    const subject = request.subject ?? this.subject;
    if (subject !== null) return { ...request, subject };
    throw new AcgsError('The request names no subject, and the client was given none', {
      type: CLIENT_FAULTS.requestUnusable,
    });
  }
}
