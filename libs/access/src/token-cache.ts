import type { CallerIdentity } from './caller-identity.js';

/**
 * Callers by their verified token, the least recently used forgotten first. An entry is dead at the second in which its
 * token expires. Only tokens that were accepted are kept, so made-up ones push nothing out.
 */
export class TokenCache {
  private readonly callers = new Map<string, CallerIdentity>();

  constructor(private readonly capacity: number) {}

  /** `now` in milliseconds since the epoch. */
  get(token: string, now: number): CallerIdentity | null {
    const caller = this.callers.get(token);
    if (caller === undefined) return null;
    this.callers.delete(token);
    if (caller.expiresAt * 1000 <= now) return null;
    this.callers.set(token, caller);
    return caller;
  }

  set(token: string, caller: CallerIdentity): void {
    this.callers.delete(token);
    this.callers.set(token, caller);
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
