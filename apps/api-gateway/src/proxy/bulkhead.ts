import type { DomainError } from '@acgs/contracts';
import type { UpstreamName } from './upstream-routes.js';

/**
 * Keeps one kind of requests from taking every connection to a service: what goes beyond its share is refused at once, for
 * a queue would stand before the others, too.
 */
export class Bulkhead {
  private readonly underWay = new Map<string, number>();

  /**
   * @param most of one process to one service
   * @param mostOfOne of these, of one caller
   */
  constructor(
    private readonly most: number,
    private readonly mostOfOne: number,
    private readonly refusal: (upstream: UpstreamName) => DomainError,
  ) {}

  /** To be left again, once. @throws the refusal */
  enter(upstream: UpstreamName, caller: string): void {
    if (!this.tryEnter(upstream, caller)) throw this.refusal(upstream);
  }

  /** To be left again, once, unless it is false. */
  tryEnter(upstream: UpstreamName, caller: string): boolean {
    const own = ownKey(upstream, caller);
    if (this.of(upstream) >= this.most || this.of(own) >= this.mostOfOne) return false;
    this.underWay.set(upstream, this.of(upstream) + 1);
    this.underWay.set(own, this.of(own) + 1);
    return true;
  }

  leave(upstream: UpstreamName, caller: string): void {
    for (const key of [upstream, ownKey(upstream, caller)]) {
      const left = this.of(key) - 1;
      if (left > 0) this.underWay.set(key, left);
      else this.underWay.delete(key);
    }
  }

  private of(key: string): number {
    return this.underWay.get(key) ?? 0;
  }
}

const ownKey = (upstream: UpstreamName, caller: string): string => `${upstream}\n${caller}`;
