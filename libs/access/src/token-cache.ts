import type { CallerIdentity } from './caller-identity.js';

/** A caller by a token, and by what the token may be revoked. */
export interface VerifiedToken {
  readonly caller: CallerIdentity;
  /** Hashes of its revocation keys. */
  readonly revocationKeys: readonly string[];
  /** `iat`, in seconds since the epoch. */
  readonly issuedAt: number;
}

/**
 * Callers by the `Authorization` header with their verified token, the least recently used forgotten first. An entry is
 * dead at the second in which its token expires. Only tokens that were accepted are kept, so made-up ones push nothing
 * out.
 */
export class TokenCache {
  private readonly tokens = new Map<string, VerifiedToken>();

  constructor(private readonly capacity: number) {}

  /** `now` in milliseconds since the epoch. */
  get(authorization: string, now: number): CallerIdentity | null {
    const token = this.tokens.get(authorization);
    if (token === undefined) return null;
    this.tokens.delete(authorization);
    if (token.caller.expiresAt * 1000 <= now) return null;
    this.tokens.set(authorization, token);
    return token.caller;
  }

  set(authorization: string, token: VerifiedToken): void {
    this.tokens.delete(authorization);
    this.tokens.set(authorization, token);
    if (this.tokens.size <= this.capacity) return;
    for (const oldest of this.tokens.keys()) {
      this.tokens.delete(oldest);
      break;
    }
  }

  /** Looks at every entry. */
  forget(isMeant: (token: VerifiedToken) => boolean): void {
    for (const [authorization, token] of this.tokens) {
      if (isMeant(token)) this.tokens.delete(authorization);
    }
  }

  get size(): number {
    return this.tokens.size;
  }
}
