/** Which tokens name a revocation key. Most keys are named by one token alone, and cost no set. */
export class TokenIndex {
  private readonly tokens = new Map<string, string | Set<string>>();

  add(token: string, keys: readonly string[]): void {
    for (const key of keys) {
      const named = this.tokens.get(key);
      if (named === undefined) this.tokens.set(key, token);
      else if (typeof named !== 'string') named.add(token);
      else if (named !== token) this.tokens.set(key, new Set([named, token]));
    }
  }

  /** `keys` are those that it was added with. */
  remove(token: string, keys: readonly string[]): void {
    for (const key of keys) {
      const named = this.tokens.get(key);
      if (named instanceof Set) {
        named.delete(token);
        if (named.size === 0) this.tokens.delete(key);
      } else if (named === token) this.tokens.delete(key);
    }
  }

  /** May be read while tokens are removed. */
  naming(key: string): Iterable<string> {
    const named = this.tokens.get(key) ?? [];
    return typeof named === 'string' ? [named] : named;
  }

  get size(): number {
    return this.tokens.size;
  }
}
