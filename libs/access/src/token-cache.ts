import type { CallerIdentity } from './caller-identity.js';
import { TokenIndex } from './token-index.js';

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
  private readonly index = new TokenIndex();

  constructor(private readonly capacity: number) {}

  /** `now` in milliseconds since the epoch. */
  get(authorization: string, now: number): CallerIdentity | null {
    const token = this.tokens.get(authorization);
    if (token === undefined) return null;
    if (token.caller.expiresAt * 1000 <= now) {
      this.remove(authorization, token);
      return null;
    }
    this.tokens.delete(authorization);
    this.tokens.set(authorization, token);
    return token.caller;
  }

  set(authorization: string, token: VerifiedToken): void {
    const before = this.tokens.get(authorization);
    if (before !== undefined) this.remove(authorization, before);
    this.tokens.set(authorization, token);
    this.index.add(authorization, token.revocationKeys);
    if (this.tokens.size <= this.capacity) return;
    for (const [oldest, its] of this.tokens) {
      this.remove(oldest, its);
      break;
    }
  }

  /** Those that name one of these keys and are meant. No others are looked at: it takes as long as there are such tokens. */
  forget(keys: readonly string[], isMeant: (token: VerifiedToken) => boolean): void {
    for (const key of keys) {
      for (const authorization of this.index.naming(key)) {
        const token = this.tokens.get(authorization);
        if (token !== undefined && isMeant(token)) this.remove(authorization, token);
      }
    }
  }

  get size(): number {
    return this.tokens.size;
  }

  /** Of all that is kept, each once. */
  get indexedKeys(): number {
    return this.index.size;
  }

  private remove(authorization: string, { revocationKeys }: VerifiedToken): void {
    this.tokens.delete(authorization);
    this.index.remove(authorization, revocationKeys);
  }
}
