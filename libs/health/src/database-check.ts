import type { HealthIndicatorService } from '@nestjs/terminus';
import { setTimeout as pause } from 'node:timers/promises';
import type { HealthCheck } from './health-check.js';

const TURN_MILLISECONDS = 100;
const TURNS = 10;

/** Up when the database answers within a second; time in which this process itself stood still does not count. */
export const databaseCheck =
  (indicators: HealthIndicatorService, database: { query(text: string): Promise<unknown> }): HealthCheck =>
  async () =>
    await indicators.check('database').attempt(async () => {
      const answered = new AbortController();
      try {
        await Promise.race([database.query('SELECT 1'), silence(answered.signal)]);
      } finally {
        answered.abort();
      }
    });

/** Counts turns of the event loop, of which a stall takes one however long it is: an answer that waits is read first. */
async function silence(signal: AbortSignal): Promise<never> {
  for (let turn = 0; turn < TURNS; turn++) await pause(TURN_MILLISECONDS, undefined, { signal });
  throw new Error(`no answer within ${String(TURNS * TURN_MILLISECONDS)} ms`);
}
