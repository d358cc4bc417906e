import {
  BrokenCircuitError,
  circuitBreaker,
  type CircuitBreakerPolicy,
  CircuitState,
  CountBreaker,
  handleWhen,
} from 'cockatiel';
import type { WholeAnswer } from './buffered-answer.js';
import type { ResolvedUpstream } from './upstream-options.js';
import { UpstreamRestingError } from './upstream.errors.js';

/**
 * Failures that tell something of the service: a caller who waits too short a time, and our own limits, do not. But a trial
 * that ran out of time has not shown that the service is well.
 */
export type Blames = (error: Error, isTrial: boolean) => boolean;

/** A breaker for each route of one service: what fails on one does not keep callers from another. */
export class RouteBreakers {
  private readonly breakers = new Map<string, CircuitBreakerPolicy>();

  constructor(
    private readonly upstream: ResolvedUpstream,
    private readonly blames: Blames,
  ) {}

  /**
   * While a route rests, and while the one call that tries it again is under way, everything else is refused at once.
   *
   * @throws UpstreamRestingError
   */
  async run(route: string, send: () => Promise<WholeAnswer>): Promise<WholeAnswer> {
    const breaker = this.breakerOf(route);
    try {
      // Left to itself the breaker would let callers wait for the outcome of the trial, however long it takes.
      if (breaker.state === CircuitState.HalfOpen) throw new BrokenCircuitError();
      return await breaker.execute(send);
    } catch (error) {
      if (error instanceof BrokenCircuitError)
        throw new UpstreamRestingError(this.upstream.name, route, error);
      throw error;
    }
  }

  states(): [route: string, state: CircuitState][] {
    return [...this.breakers].map(([route, { state }]) => [route, state]);
  }

  private breakerOf(route: string): CircuitBreakerPolicy {
    let breaker = this.breakers.get(route);
    if (breaker === undefined) {
      breaker = this.newBreaker();
      this.breakers.set(route, breaker);
    }
    return breaker;
  }

  private newBreaker(): CircuitBreakerPolicy {
    const { failureShare, calls, minimumCalls, restMilliseconds } = this.upstream.breaker;
    const counted = { threshold: failureShare, size: calls, minimumNumberOfCalls: minimumCalls };
    const isTrial = (): boolean => breaker.state === CircuitState.HalfOpen;
    const failures = handleWhen((error) => this.blames(error, isTrial())).orWhenResult(
      (answer) => (answer as WholeAnswer).status >= 500,
    );
    const breaker = circuitBreaker(failures, {
      breaker: new CountBreaker(counted),
      halfOpenAfter: restMilliseconds,
    });
    return breaker;
  }
}
