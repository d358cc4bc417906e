import type { Attempt } from '../decision-caller.js';

/**
 * The ways in: through the gateway; through another, whose way to the first engine can be damaged; straight to the second engine.
 * `rules` are changes of rules, through the first gateway.
 */
export type Target = 'gateway' | 'linked' | 'engine' | 'rules';

/** One request as its client saw it. Times are of this process's monotonic clock, in milliseconds. */
export interface Exchange {
  readonly key: string;
  readonly target: Target;
  readonly sentAt: number;
  readonly endedAt: number;
  readonly ending: string;
}

/**
 * In a word: `200`, `rules-stale` (a denial for rules that could not be confirmed), a status, `503 without Retry-After`,
 * `refused` (there was nobody to connect to), `broken` (sent, and without an answer) or `wrong answer`.
 */
export function endingOf(attempt: Attempt): string {
  switch (attempt.kind) {
    case 'decided':
      return attempt.decisions.some(({ reasons }) => reasons[0]?.code === 'rules-stale')
        ? 'rules-stale'
        : '200';
    case 'unavailable':
      return String(attempt.status);
    case 'broken':
      return attempt.code === 'ECONNREFUSED' ? 'refused' : 'broken';
    case 'fault':
      if (attempt.status === 200) return 'wrong answer';
      return [429, 503].includes(attempt.status)
        ? `${String(attempt.status)} without Retry-After`
        : String(attempt.status);
  }
}
