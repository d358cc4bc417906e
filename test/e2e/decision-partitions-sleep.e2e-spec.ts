import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { DecisionPartitions } from '../../apps/governance-engine/src/decisions/decision-partitions.js';
import { openDataSource } from '../../libs/database/src/data-source.js';
import { decisionPartitions } from '../support/decision-partitions.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const FAKED = ['Date', 'setInterval', 'clearInterval'] as const;

describe('the partitions of decisions on a machine that sleeps', () => {
  let database: TestDatabase;
  let source: DataSource;
  let partitions: DecisionPartitions;

  beforeAll(async () => {
    database = await createTestDatabase();
    source = await openDataSource({ url: database.url, poolSize: 2, applicationName: 'test' });
    partitions = decisionPartitions(source);
    vi.useFakeTimers({ toFake: [...FAKED] });
    await partitions.onModuleInit();
  });

  afterAll(async () => {
    await partitions.onModuleDestroy();
    vi.useRealTimers();
    await source.destroy();
    await database.drop();
  });

  const isThere = async (day: Date): Promise<boolean> => {
    const name = `decisions_${day.toISOString().slice(0, 10).replaceAll('-', '')}`;
    const [row] = await source.query<[{ found: string | null }]>('SELECT to_regclass($1) AS found', [
      `governance_engine.${name}`,
    ]);
    return row.found !== null;
  };

  it('are there a minute after it wakes, however long it slept, and also when the first try fails', async () => {
    for (const days of [8, 20]) {
      const woken = new Date(Date.now() + days * DAY);
      expect(await isThere(woken)).toBe(false);
      vi.setSystemTime(woken);
      await source.query('ALTER TABLE governance_engine.decisions RENAME TO away');
      vi.advanceTimersByTime(MINUTE);
      await pause(300);
      await source.query('ALTER TABLE governance_engine.away RENAME TO decisions');
      vi.advanceTimersByTime(MINUTE);
      while (!(await isThere(woken))) await pause(10);
    }
  });
});
