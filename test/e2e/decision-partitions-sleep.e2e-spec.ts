import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { DecisionPartitions } from '../../apps/governance-engine/src/decisions/decision-partitions.js';
import { openDataSource } from '../../libs/database/src/data-source.js';
import { decisionPartitions } from '../support/decision-partitions.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const { jest } = import.meta;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOT_FAKED = ['nextTick', 'setImmediate', 'setTimeout', 'clearTimeout', 'performance'] as const;

describe('the partitions of decisions on a machine that sleeps', () => {
  let database: TestDatabase;
  let source: DataSource;
  let partitions: DecisionPartitions;

  beforeAll(async () => {
    database = await createTestDatabase();
    source = await openDataSource({ url: database.url, poolSize: 2, applicationName: 'test' });
    partitions = decisionPartitions(source);
    jest.useFakeTimers({ doNotFake: [...NOT_FAKED] });
    await partitions.onModuleInit();
  });

  afterAll(async () => {
    await partitions.onModuleDestroy();
    jest.useRealTimers();
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
      jest.setSystemTime(woken);
      await source.query('ALTER TABLE governance_engine.decisions RENAME TO away');
      jest.advanceTimersByTime(MINUTE);
      await pause(300);
      await source.query('ALTER TABLE governance_engine.away RENAME TO decisions');
      jest.advanceTimersByTime(MINUTE);
      while (!(await isThere(woken))) await pause(10);
    }
  });
});
