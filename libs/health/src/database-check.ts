import type { HealthIndicatorService } from '@nestjs/terminus';
import type { HealthCheck } from './health-check.js';

const TIMEOUT_MILLISECONDS = 1000;

/** Up when the database answers within a second. */
export const databaseCheck =
  (indicators: HealthIndicatorService, database: { query(text: string): Promise<unknown> }): HealthCheck =>
  async () =>
    await indicators
      .check('database')
      .attempt(async () => {
        await database.query('SELECT 1');
      })
      .withTimeout(TIMEOUT_MILLISECONDS);
