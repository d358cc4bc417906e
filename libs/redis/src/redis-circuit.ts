import { RedisUnavailableError, type RedisFailure } from './redis.errors.js';

export interface CircuitListener {
  /** Each call that failed, also those that found the circuit closed and brought it to open. */
  failed(failure: RedisFailure, error: unknown): void;
  /** Called once for each change. */
  changed(isUsable: boolean): void;
  /** Redis does not let us have one command, as `NOPERM`, or does not know it. */
  refused(error: Error): void;
}

/**
 * Whether Redis may be used now. The first call that fails or outlasts the bound ends the use for all: those under way
 * are told at once, those that come later do not even try, until `restore()`.
 */
export class RedisCircuit {
  private readonly underWay = new Set<(error: Error) => void>();
  private usable = false;

  constructor(
    private readonly boundMilliseconds: number,
    private readonly listener: CircuitListener,
  ) {}

  get isUsable(): boolean {
    return this.usable;
  }

  /** @throws RedisUnavailableError at once when Redis is known to be unusable, within the bound when it turns out to be */
  run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (!this.usable) return Promise.reject(new RedisUnavailableError());
    return this.bounded(work);
  }

  /** As `run`, but tries also while Redis is not usable: for the probe. */
  bounded<Result>(work: () => Promise<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.underWay.delete(give);
      };
      const give = (error: Error): void => {
        settle();
        reject(error);
      };
      const timer = setTimeout(() => {
        this.expire(give);
      }, this.boundMilliseconds);
      this.underWay.add(give);
      let answer: Promise<Result>;
      try {
        answer = work();
      } catch (error) {
        // A mistake of ours says nothing of the server.
        give(error as Error);
        return;
      }
      answer.then(
        (result) => {
          settle();
          resolve(result);
        },
        (error: unknown) => {
          if (!this.underWay.has(give)) return;
          if (isOfOneCommand(error)) {
            this.listener.refused(error);
            give(error);
          } else if (isOfOneKey(error)) give(error);
          else this.fail(failureOf(error), error);
        },
      );
    });
  }

  restore(): void {
    if (this.usable) return;
    this.usable = true;
    this.listener.changed(true);
  }

  /** Ends every call that is under way. */
  fail(failure: RedisFailure, error: unknown): void {
    this.listener.failed(failure, error);
    const wasUsable = this.usable;
    this.usable = false;
    if (wasUsable) this.listener.changed(false);
    for (const give of [...this.underWay]) give(new RedisUnavailableError({ cause: error }));
  }

  /** An answer that came while this process was busy with something else is read before time is called. */
  private expire(give: (error: Error) => void): void {
    setImmediate(() => {
      if (this.underWay.has(give)) this.fail('timeout', new Error('no answer in time'));
    });
  }
}

/** What is wrong with one key or one script says nothing of the server. */
const isOfOneKey = (error: unknown): error is Error =>
  error instanceof Error && /^(WRONGTYPE|NOSCRIPT|EXECABORT)\b/.test(error.message);

/** An access control list may leave out commands, also those of a script, and hosters rename some. */
const isOfOneCommand = (error: unknown): error is Error =>
  error instanceof Error &&
  /^(NOPERM\b|ERR unknown (sub)?command\b|ERR The user executing the script can't\b)/.test(error.message);

const failureOf = (error: unknown): RedisFailure =>
  error instanceof Error && error.name === 'ReplyError' ? 'reply' : 'connection';
