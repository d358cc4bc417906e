const TAIL_OF_SMALLEST = '7000-8000-000000000000';

/** The time in a UUIDv7 (RFC 9562, section 5.7), to the millisecond. */
export function timeOfDecisionId(decisionId: string): Date {
  return new Date(Number.parseInt(decisionId.slice(0, 8) + decisionId.slice(9, 13), 16));
}

/** The smallest UUIDv7 of a moment: where a partition or a page that begins then begins. */
export function smallestDecisionId(time: Date): string {
  const hex = Math.max(0, time.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${TAIL_OF_SMALLEST}`;
}
