/** Epoch of the patterns, then those of the tags, as they were known before the source was asked. */
export type Stamp = readonly number[];

/** What both tiers hold. Never changed once made. */
export interface CacheEntry {
  readonly stamp: Stamp;
  /** Milliseconds since 1970. Past it the entry may be shown only while a new one is being made, where that is declared. */
  readonly freshUntil: number;
  /** Milliseconds since 1970; past it the entry is none. */
  readonly expiresAt: number;
  /** JSON; null for "there is no such thing". */
  readonly text: string | null;
  /** Headers that the answer had, by their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Whether something that was read from a shared place is an entry. */
export function isCacheEntry(value: unknown): value is CacheEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { stamp, freshUntil, expiresAt, text, headers } = value as Partial<Record<keyof CacheEntry, unknown>>;
  return (
    Array.isArray(stamp) &&
    stamp.every(Number.isSafeInteger) &&
    typeof freshUntil === 'number' &&
    typeof expiresAt === 'number' &&
    (text === null || typeof text === 'string') &&
    typeof headers === 'object' &&
    headers !== null &&
    Object.values(headers).every((header) => typeof header === 'string')
  );
}
