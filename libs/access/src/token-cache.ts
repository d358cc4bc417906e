import type { CallerIdentity } from './caller-identity.js';

/**
 * Callers by the `Authorization` header with their verified token, the least recently used forgotten first. An entry is
 * dead at the second in which its token expires. Only tokens that were accepted are kept, so made-up ones push nothing
 * out.
 */
export class TokenCache {
  private readonly callers = new Map<string, CallerIdentity>();

  constructor(private readonly capacity: number) {}

  /** `now` in milliseconds since the epoch. */
  get(authorization: string, now: number): CallerIdentity | null {
    const caller = this.callers.get(authorization);
    if (caller === undefined) return null;
    this.callers.delete(authorization);
    if (caller.expiresAt * 1000 <= now) return null;
    this.callers.set(authorization, caller);
    return caller;
  }

  set(authorization: string, caller: CallerIdentity): void {
    this.callers.delete(authorization);
    this.callers.set(authorization, caller);
    if (this.callers.size <= this.capacity) return;
    for (const oldest of this.callers.keys()) {
      this.callers.delete(oldest);
      break;
    }
  }

  get size(): number {
    return this.callers.size;
  }
}
