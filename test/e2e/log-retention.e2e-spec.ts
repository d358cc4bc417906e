import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { DecisionPartitions } from '../../apps/governance-engine/src/decisions/decision-partitions.js';
import { ExpiredValues } from '../../apps/integrity-service/src/retention/expired-values.js';
import { startGoverned } from '../support/governed.js';
import type { Installation } from '../support/installation.js';
import { LogReader } from '../support/log-reader.js';

const SETTINGS = { LOG_PERSONAL_FIELDS: '/resource/properties/owner', DECISION_RETENTION_DAYS: '30' };
const FORTY_DAYS = 40 * 24 * 60 * 60 * 1000;

describe('what retention has dropped', () => {
  let installation: Installation;
  let database: Client;
  let log: LogReader;

  beforeAll(async () => {
    installation = await startGoverned(SETTINGS, ['integrity-service']);
    database = new Client({ connectionString: installation.database.url });
    await database.connect();
    log = new LogReader(installation);
  });

  afterAll(async () => {
    await database.end();
    await installation.close();
  });

  const removeExpired = (): Promise<void> =>
    installation.service('integrity-service').app.get(ExpiredValues, { strict: false }).remove();

  const maintain = (now: number): Promise<void> =>
    installation
      .service('governance-engine')
      .app.get(DecisionPartitions, { strict: false })
      .maintain(new Date(now));

  const isWaiting = async (): Promise<boolean> =>
    (await database.query('SELECT FROM acgs.outbox')).rows.length > 0;

  it('leaves no value behind that its leaf is a commitment to, and its proofs go on working', async () => {
    const { decisionId: old } = await log.decide();
    const before = await log.receipt(old);
    expect(before.openings).toHaveLength(1);
    await removeExpired();
    expect((await log.receipt(old)).openings).toHaveLength(1);

    while (await isWaiting()) await pause(20);
    await maintain(Date.now() + FORTY_DAYS);
    await maintain(Date.now());
    const { decisionId: young } = await log.decide();
    await log.receipt(young);
    await removeExpired();

    const after = await log.receipt(old);
    expect(after.openings).toStrictEqual([]);
    expect(after.entry).toBe(before.entry);
    await log.proven(after);
    expect((await log.receipt(young)).openings).toHaveLength(1);
  });
});
