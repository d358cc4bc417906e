import type { DecisionPage } from '@acgs/contracts';
import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { Client } from 'pg';
import { DecisionPartitions } from '../../apps/governance-engine/src/decisions/decision-partitions.js';
import { evaluationRequest } from '../support/governed.js';
import { type Installation, startInstallation } from '../support/installation.js';

const DAY = 24 * 60 * 60 * 1000;
const TODAY = Math.floor(Date.now() / DAY) * DAY;

const dayOf = (offset: number): Date => new Date(TODAY + offset * DAY);
const nameOf = (offset: number): string =>
  `decisions_${dayOf(offset).toISOString().slice(0, 10).replaceAll('-', '')}`;

/** A UUIDv7 of that moment; the same moment has as many as one likes. */
function idAt(time: number, n: number): string {
  const hex = time.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

describe('the partitions of decisions', () => {
  let installation: Installation;
  let database: Client;

  beforeAll(async () => {
    installation = await startInstallation({
      services: ['governance-engine'],
      env: { DECISION_RETENTION_DAYS: '30', DATABASE_POOL_SIZE: '5' },
    });
    database = new Client({ connectionString: installation.database.url });
    await database.connect();
  });

  afterAll(async () => {
    await database.end();
    await installation.close();
  });

  const maintain = (now: Date): Promise<void> =>
    installation.service('governance-engine').app.get(DecisionPartitions, { strict: false }).maintain(now);

  const partitions = async (): Promise<string[]> => {
    const { rows } = await database.query<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits
       WHERE inhparent = 'governance_engine.decisions'::regclass`,
    );
    return rows.map(({ name }) => name.replace('governance_engine.', '')).sort();
  };

  const insert = (id: string, columns: Readonly<Record<string, unknown>> = {}): Promise<unknown> => {
    const row = {
      tenant: 'default',
      decision_id: id,
      requested_by: 'demo-agent',
      subject_id: 'demo-agent',
      action_name: 'read',
      resource_id: 'doc',
      outcome: 'deny',
      rule_ids: [],
      request: evaluationRequest(),
      decision: { decisionId: id },
      constitutional_hash: CONSTITUTIONAL_HASH,
      ...columns,
    };
    const places = Object.keys(row).map((_, n) => `$${String(n + 1)}`);
    return database.query(
      `INSERT INTO governance_engine.decisions (${Object.keys(row).join()}) VALUES (${places.join()})`,
      Object.values(row),
    );
  };

  const partitionOf = async (id: string): Promise<string | undefined> => {
    const { rows } = await database.query<{ name: string }>(
      'SELECT tableoid::regclass::text AS name FROM governance_engine.decisions WHERE decision_id = $1',
      [id],
    );
    return rows[0]?.name.replace('governance_engine.', '');
  };

  const page = async (query: string): Promise<DecisionPage> => {
    const path = `/api/v1/decisions?${query}`;
    const { body, status } = await installation.call('governance-engine', 'GET', path);
    expect(status).toBe(200);
    return body as DecisionPage;
  };

  const walk = async (query: string, limit: number): Promise<string[]> => {
    const ids: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const found = await page(`${query}&limit=${String(limit)}${cursor && `&cursor=${cursor}`}`);
      ids.push(...found.items.map(({ decisionId }) => decisionId));
      cursor = found.nextCursor;
    }
    return ids;
  };

  it('are there from yesterday to a week ahead when the engine starts', async () => {
    const expected = Array.from({ length: 9 }, (_, n) => nameOf(n - 1));
    expect(await partitions()).toStrictEqual(expected);
  });

  it('hold the rows of their day, from its first millisecond to its last', async () => {
    const rows = [
      [idAt(TODAY, 0), 0],
      [idAt(TODAY + DAY - 1, 0xffff), 0],
      [idAt(TODAY + DAY, 0), 1],
      [idAt(TODAY - 1, 0xffff), -1],
    ] as const;
    for (const [id, day] of rows) {
      await insert(id, { subject_id: 'borders' });
      expect(await partitionOf(id)).toBe(nameOf(day));
    }
    const of = (from: number, to: number): Promise<string[]> =>
      walk(`subject=borders&from=${dayOf(from).toISOString()}&to=${dayOf(to).toISOString()}`, 10);
    expect(await of(0, 1)).toStrictEqual([rows[1][0], rows[0][0]]);
    expect(await of(1, 2)).toStrictEqual([rows[2][0]]);
    expect(await of(-1, 0)).toStrictEqual([rows[3][0]]);
  });

  it.each([1, 3, 7])(
    'are walked in pages of %d, newest first, with equal times and a row that arrives',
    async (limit) => {
      const subject = `walk-${String(limit)}`;
      const made: string[] = [];
      for (const day of [-1, 0, 1, 3]) {
        for (let n = 0; n < 4; n++) {
          const id = idAt(TODAY + day * DAY + 5, limit * 100 + n);
          made.push(id);
          await insert(id, { subject_id: subject });
        }
      }
      const newest = made.reverse();
      const first = await page(`subject=${subject}&limit=${String(limit)}`);
      expect(first.items.map(({ decisionId }) => decisionId)).toStrictEqual(newest.slice(0, limit));
      const arrived = idAt(TODAY + 4 * DAY, limit);
      await insert(arrived, { subject_id: subject });
      expect(
        (await page(`subject=${subject}&limit=100&cursor=${first.nextCursor ?? ''}`)).items,
      ).toHaveLength(newest.length - limit);
      expect(await walk(`subject=${subject}`, limit)).toStrictEqual([arrived, ...newest]);
    },
  );

  it('are kept while decisions of theirs wait for the log', async () => {
    await database.query('DELETE FROM acgs.outbox');
    await insert(idAt(TODAY + 3, 7));
    await maintain(dayOf(40));
    expect(await partitions()).toContain(nameOf(0));
    expect(await partitions()).not.toContain(nameOf(-1));
    await database.query('DELETE FROM acgs.outbox');
  });

  it('are dropped whole once they are older than the retention, and not a day sooner', async () => {
    for (const day of [10, 40]) await maintain(dayOf(day));
    const present = await partitions();
    expect(present).toContain(nameOf(10));
    expect(present[0]).toBe(nameOf(10));
    expect(await partitionOf(idAt(TODAY, 0))).toBeUndefined();
    await Promise.all([maintain(dayOf(40)), maintain(dayOf(40)), maintain(dayOf(40))]);
    expect(await partitions()).toStrictEqual(present);
    const { rows } = await database.query(
      'SELECT from_id, to_id FROM governance_engine.dropped_partitions ORDER BY from_id LIMIT 2',
    );
    expect(rows).toStrictEqual([
      { from_id: idAt(TODAY - DAY, 0), to_id: idAt(TODAY, 0) },
      { from_id: idAt(TODAY, 0), to_id: idAt(TODAY + DAY, 0) },
    ]);
  });
});
