import type { DataSource } from 'typeorm';
import type { DecisionPartitions } from '../../apps/governance-engine/src/decisions/decision-partitions.js';
import { openDataSource } from '../../libs/database/src/data-source.js';
import { decisionPartitions } from '../support/decision-partitions.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('the partitions of decisions on a machine that sleeps', () => {
  let database: TestDatabase;
  let source: DataSource;
  let partitions: DecisionPartitions;

  beforeAll(async () => {
    database = await createTestDatabase();
    source = await openDataSource({ url: database.url, poolSize: 2, applicationName: 'test' });
    partitions = decisionPartitions(source);
  });

  afterAll(async () => {
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

  const withoutTable = async (work: () => Promise<unknown>): Promise<void> => {
    await source.query('ALTER TABLE governance_engine.decisions RENAME TO away');
    await work();
    await source.query('ALTER TABLE governance_engine.away RENAME TO decisions');
  };

  it('are there at the first turn after it wakes, however long it slept, and at the next when that one fails', async () => {
    const begun = new Date();
    await partitions.maintainWhenDue(begun);
    for (const days of [8, 20]) {
      const woken = new Date(begun.getTime() + days * DAY);
      expect(await isThere(woken)).toBe(false);
      await withoutTable(() => expect(partitions.maintainWhenDue(woken)).rejects.toThrow('decisions'));
      await partitions.maintainWhenDue(new Date(woken.getTime() + MINUTE));
      expect(await isThere(woken)).toBe(true);
    }
  });

  it('are looked after no more than once an hour while nothing fails', async () => {
    const now = new Date(Date.now() + 40 * DAY);
    await partitions.maintainWhenDue(now);
    await withoutTable(async () => {
      await partitions.maintainWhenDue(new Date(now.getTime() + 59 * MINUTE));
      await expect(partitions.maintainWhenDue(new Date(now.getTime() + 60 * MINUTE))).rejects.toThrow(
        'decisions',
      );
    });
  });
});
