/** RFC 9110, section 9.2.2, with QUERY, which is safe (RFC 9110, section 9.2.1). */
const IDEMPOTENT: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'PUT',
  'DELETE',
  'QUERY',
]);
const TEMPORARY: ReadonlySet<number> = new Set([502, 503, 504]);
const SECONDS = /^\d{1,9}$/;

/** Whether a request may be sent twice: by its method, or because the receiver knows a repetition by its key. */
export function isRepeatable(method: string, headers: Readonly<Record<string, string>>): boolean {
  if (IDEMPOTENT.has(method)) return true;
  return Object.entries(headers).some(
    ([name, value]) => name.toLowerCase() === 'idempotency-key' && value !== '',
  );
}

/** Whether an answer says that another attempt may fare better. */
export const isTemporary = (status: number): boolean => TEMPORARY.has(status);

/**
 * The pause that `Retry-After` asks for (RFC 9110, section 10.2.3), in milliseconds: seconds or a date. Without one, and
 * for what is neither, 0.
 */
export function retryAfterMilliseconds(value: string | undefined, now: Date): number {
  if (value === undefined) return 0;
  if (SECONDS.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now.getTime());
}

/** Full jitter: anywhere between nothing and a bound that doubles. `random` is from 0 up to but without 1. */
export function jitteredPause(attempt: number, random: number): number {
  return random * Math.min(PAUSE_MAX_MILLISECONDS, PAUSE_MILLISECONDS * 2 ** attempt);
}

const PAUSE_MILLISECONDS = 50;
const PAUSE_MAX_MILLISECONDS = 1000;
