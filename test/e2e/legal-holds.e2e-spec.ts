import type { Decision, LegalHold, LegalHoldPage, LogEntry } from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { DecisionPartitions } from '../../apps/governance-engine/src/decisions/decision-partitions.js';
import { startGoverned } from '../support/governed.js';
import type { Answer, CallOptions, Installation } from '../support/installation.js';
import { LogReader } from '../support/log-reader.js';

const DAY = 24 * 60 * 60 * 1000;
/** When all that is decided now is past its time. */
const LATER = new Date(Date.now() + 40 * DAY);
const UNKNOWN = '00000000-0000-7000-8000-000000000000';
const TODAY = `decisions_${new Date().toISOString().slice(0, 10).replaceAll('-', '')}`;

describe('legal holds', () => {
  let installation: Installation;
  let log: LogReader;
  let database: Client;
  let decision: Decision;

  beforeAll(async () => {
    installation = await startGoverned(
      { DECISION_RETENTION_DAYS: '30', LOG_PERSONAL_FIELDS: '/resource/id' },
      ['integrity-service'],
    );
    log = new LogReader(installation);
    database = new Client({ connectionString: installation.database.url });
    await database.connect();
    decision = await log.decide({ resource: 'ledger' });
    await log.receipt(decision.decisionId);
  });

  afterAll(async () => {
    await database.end();
    await installation.close();
  });

  const call = (method: string, path: string, options: CallOptions = {}): Promise<Answer> =>
    installation.call('governance-engine', method, `/api/v1/legal-holds${path}`, options);

  const place = async (body: object): Promise<LegalHold> => {
    const answer = await call('POST', '', { body: { reason: 'Case 12', ...body } });
    expect(answer.status).toBe(201);
    return answer.body as LegalHold;
  };

  const release = async ({ holdId }: LegalHold): Promise<LegalHold> => {
    const answer = await call('POST', `/${holdId}/release`, { body: { reason: 'Settled' } });
    expect(answer.status).toBe(200);
    return answer.body as LegalHold;
  };

  const maintain = (): Promise<void> =>
    installation.service('governance-engine').app.get(DecisionPartitions, { strict: false }).maintain(LATER);

  const isThere = async (): Promise<boolean> => {
    const { rows } = await database.query<{ there: boolean }>(`SELECT to_regclass($1) IS NOT NULL AS there`, [
      `governance_engine.${TODAY}`,
    ]);
    return rows[0]?.there === true;
  };

  const dropped = async (): Promise<number | null> =>
    (await database.query('SELECT FROM governance_engine.dropped_partitions')).rowCount;

  it('are placed, listed and released, once, each with an entry of the log that names nobody', async () => {
    const hold = await place({
      subject: 'demo-agent',
      from: '2026-01-01T00:00:00Z',
      to: '2090-01-01T00:00:00Z',
    });
    expect(hold).toMatchObject({
      reason: 'Case 12',
      subject: 'demo-agent',
      resource: null,
      from: '2026-01-01T00:00:00.000Z',
      to: '2090-01-01T00:00:00.000Z',
      placedBy: 'admin',
      releasedAt: null,
    });
    const released = await release(hold);
    expect(released).toMatchObject({
      ...hold,
      releasedBy: 'admin',
      releaseReason: 'Settled',
      releasedAt: expect.any(String) as string,
    });
    const again = await call('POST', `/${hold.holdId}/release`, { as: 'admin', body: { reason: 'Again' } });
    expect(again.body).toStrictEqual(released);
    expect((await call('GET', `/${hold.holdId}`)).body).toStrictEqual(released);
    expect(((await call('GET', '')).body as LegalHoldPage).items).toStrictEqual([]);
    expect(((await call('GET', '?released=include')).body as LegalHoldPage).items).toStrictEqual([released]);
    const bodies = [];
    for (const event of ['placed', 'released']) {
      const { entry } = await log.receipt(`legal-hold:${hold.holdId}:${event}`);
      const { kind, body } = JSON.parse(entry) as LogEntry;
      bodies.push(body);
      expect({ kind, body }).toMatchObject({
        kind: 'legal-hold',
        body: { holdId: hold.holdId, event, by: 'admin' },
      });
      expect(entry).not.toContain('demo-agent');
    }
    expect(bodies[0]?.digest).toBe(bodies[1]?.digest);
  });

  it('are refused without a reason or in a time that ends before it begins, and unknown ones are not found', async () => {
    expect((await call('POST', '', { body: {} })).status).toBe(400);
    const inverted = { reason: 'Case', from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' };
    expect((await call('POST', '', { body: inverted })).status).toBe(400);
    expect((await call('GET', `/${UNKNOWN}`)).status).toBe(404);
    expect((await call('POST', `/${UNKNOWN}/release`, { body: { reason: 'x' } })).status).toBe(404);
    expect((await call('POST', '', { as: 'auditor', body: { reason: 'x' } })).status).toBe(403);
  });

  it('are changed by nobody, whoever has the database', async () => {
    const hold = await place({ subject: 'nobody' });
    const where = `WHERE hold_id = '${hold.holdId}'`;
    for (const change of [`DELETE FROM`, `UPDATE`]) {
      const set = change === 'UPDATE' ? `SET subject_id = NULL` : '';
      await expect(database.query(`${change} governance_engine.legal_holds ${set} ${where}`)).rejects.toThrow(
        'never changed',
      );
    }
    await release(hold);
  });

  it.each([{}, { subject: 'demo-agent' }, { resource: 'ledger', from: '2026-01-01T00:00:00Z' }])(
    'keep the whole day of a decision that they name, and the decision from being erased (%j)',
    async (names) => {
      const hold = await place(names);
      await maintain();
      expect(await isThere()).toBe(true);
      const path = `/api/v1/decisions/${decision.decisionId}/erasure`;
      const erased = await installation.call('governance-engine', 'POST', path);
      expect({ status: erased.status, body: erased.body }).toMatchObject({
        status: 409,
        body: { type: 'urn:acgs:problem:legal-hold' },
      });
      await release(hold);
    },
  );

  it('let nothing go while they cannot be read', async () => {
    const before = await dropped();
    await database.query('ALTER TABLE governance_engine.legal_holds RENAME TO away');
    await expect(maintain()).rejects.toThrow('legal_holds');
    await database.query('ALTER TABLE governance_engine.away RENAME TO legal_holds');
    expect(await isThere()).toBe(true);
    expect(await dropped()).toBe(before);
  });

  it('let go what they do not name, while others read and write without waiting', async () => {
    await place({ subject: 'somebody-else' });
    await place({ resource: 'ledger', to: '2026-01-01T00:00:00Z' });
    const reader = new Client({ connectionString: installation.database.url });
    await reader.connect();
    await reader.query('BEGIN');
    await reader.query(`SELECT count(*) FROM governance_engine.decisions`);
    await database.query(`SET lock_timeout = '50ms'`);
    const over = new AbortController();
    const dropping = maintain().then(
      () => undefined,
      (error: unknown) => error,
    );
    void dropping.then(() => {
      over.abort();
    });
    let statements = 0;
    for (; !over.signal.aborted; statements++) {
      await database.query(
        `UPDATE governance_engine.decisions SET outcome = outcome WHERE decision_id = $1`,
        [UNKNOWN],
      );
      await database.query(`SELECT count(*) FROM governance_engine.decisions`);
      await pause(5);
    }
    expect(statements).toBeGreaterThan(2);
    // The reader was waited for no longer than a moment: what was begun is finished when it has gone.
    expect(String(await dropping)).toContain('lock timeout');
    await reader.query('COMMIT');
    await reader.end();
    await maintain();
    expect(await isThere()).toBe(false);
    const { rows } = await database.query(
      'SELECT decision_id FROM governance_engine.decisions WHERE decision_id = $1',
      [decision.decisionId],
    );
    expect(rows).toStrictEqual([]);
  });
});
