import { isRepeatable, isTemporary, jitteredPause } from '@acgs/retries';
import { type AcgsError, CLIENT_FAULTS } from './errors.js';
import type { OutgoingRequest } from './exchange.js';

/** 429 tells that nothing was done; of everything else it is not known, so the receiver has to know a repetition. */
export function mayRepeat(
  request: Pick<OutgoingRequest, 'method' | 'headers' | 'repeatable'>,
  error: AcgsError,
): boolean {
  if (error.status === 429) return true;
  const passes =
    error.type === CLIENT_FAULTS.noAnswer || (error.status !== null && isTemporary(error.status));
  return passes && (request.repeatable ?? isRepeatable(request.method, request.headers));
}

/**
 * Milliseconds until the next attempt: all that `Retry-After` asks for, and a part chosen by chance, so that those who were
 * told the same do not come back together. `attempt` counts from 0; `random` is from 0 up to but without 1.
 */
export const pauseBeforeRetry = (attempt: number, error: AcgsError, random: number): number =>
  error.retryAfterMilliseconds + jitteredPause(attempt, random);
