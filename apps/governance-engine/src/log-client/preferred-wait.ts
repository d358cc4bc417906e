const WAIT_SECONDS_MAX = 10;
const PREFERENCE = /^\s*wait\s*=\s*(?:"([0-9]{1,9})"|([0-9]{1,9}))\s*(?:;|$)/i;

/**
 * The seconds of `wait` in a header `Prefer` (RFC 7240, section 4.3), ten at most: of several the first counts. 0 when
 * there is none, or none that can be understood: a preference is no demand.
 */
export function preferredWait(header: string): number {
  for (const preference of header.split(',')) {
    const match = PREFERENCE.exec(preference);
    if (match !== null) return Math.min(Number(match[1] ?? match[2]), WAIT_SECONDS_MAX);
  }
  return 0;
}
