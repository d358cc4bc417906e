import { HealthIndicatorService } from '@nestjs/terminus';
import { setTimeout as pause } from 'node:timers/promises';
import { databaseCheck } from './database-check.js';

const STALL_MILLISECONDS = 1300;

function standStill(): void {
  const until = performance.now() + STALL_MILLISECONDS;
  while (performance.now() < until);
}

describe('databaseCheck', () => {
  const checked = (query: () => Promise<unknown>): ReturnType<ReturnType<typeof databaseCheck>> =>
    databaseCheck(new HealthIndicatorService(), { query })();

  it('is up when the database answers', async () => {
    expect(await checked(() => Promise.resolve([]))).toMatchObject({ database: { status: 'up' } });
  });

  it('is down when the database refuses, and when it says nothing', async () => {
    expect(await checked(() => Promise.reject(new Error('refused')))).toMatchObject({
      database: { status: 'down', message: 'refused' },
    });
    expect(await checked(() => new Promise(() => undefined))).toMatchObject({
      database: { status: 'down', message: 'no answer within 1000 ms' },
    });
  });

  it('blames no database for the time in which the process itself stood still', async () => {
    const health = checked(() => {
      setImmediate(standStill);
      return pause(STALL_MILLISECONDS - 50);
    });
    expect(await health).toMatchObject({ database: { status: 'up' } });
  });
});
