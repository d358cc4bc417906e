import type { Decision } from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { DecisionPartitions } from '../../apps/governance-engine/src/decisions/decision-partitions.js';
import { ExpiredValues } from '../../apps/integrity-service/src/retention/expired-values.js';
import { evaluationRequest, startGoverned } from '../support/governed.js';
import type { Installation } from '../support/installation.js';
import { LogReader } from '../support/log-reader.js';

interface Readiness {
  readonly details: { readonly log: { readonly status: string; readonly faults?: readonly string[] } };
}

const A_MINUTE_AGO = `(lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint - 60000), 12, '0') || '70008000000000000000')::uuid`;
const PERSONAL = '/resource/properties/owner,/action/properties/amount';
const SETTINGS = { LOG_MONITOR_SECONDS: '1', LOG_PERSONAL_FIELDS: PERSONAL, DECISION_RETENTION_DAYS: '30' };
const DAY = 24 * 60 * 60 * 1000;
const UNLOCKED = 'SET LOCAL session_replication_role = replica';

describe('the monitor of the log', () => {
  let installation: Installation;
  let database: Client;

  beforeEach(async () => {
    installation = await startGoverned(SETTINGS, ['integrity-service']);
    database = new Client({ connectionString: installation.database.url });
    await database.connect();
    const log = new LogReader(installation);
    const decisions = await Promise.all(Array.from({ length: 5 }, () => log.decide({ amount: 12345 })));
    for (const { decisionId } of decisions) await log.receipt(decisionId);
    await untilRead((await log.checkpoint()).size);
  });

  afterEach(async () => {
    await database.end();
    await installation.close();
  });

  const readiness = async (): Promise<{ status: number; log: Readiness['details']['log'] }> => {
    const { status, body } = await installation.call('integrity-service', 'GET', '/health/ready', {
      as: null,
    });
    return { status, log: (body as Readiness).details.log };
  };

  /** The whole log was read once, so that the monitor knows a checkpoint. */
  const untilRead = async (size: number): Promise<void> => {
    let read = 0;
    while (read < size) {
      await pause(50);
      const { body } = await installation.call('integrity-service', 'GET', '/metrics', { as: null });
      read = Number(/^acgs_log_monitor_leaves\{[^}]*\} (\d+)$/m.exec(String(body))?.[1] ?? 0);
    }
    expect(await readiness()).toStrictEqual({ status: 200, log: { status: 'up' } });
  };

  const change = async (...statements: string[]): Promise<void> => {
    await database.query(['BEGIN', UNLOCKED, ...statements, 'COMMIT'].join(';'));
  };

  it('knows of erasures, sealed when the leaf was made or not', async () => {
    const log = new LogReader(installation);
    const { decisionId } = await log.decide();
    await log.receipt(decisionId);
    await database.query(`
      BEGIN;
      UPDATE governance_engine.decisions SET resource_id = '[erased]',
        request = jsonb_set(request::jsonb, '{resource,id}', '"[erased]"')::json WHERE decision_id = '${decisionId}';
      INSERT INTO governance_engine.erasures (tenant, decision_id, fields, erased_by, constitutional_hash)
      VALUES ('default', '${decisionId}', '{/resource/id}', 'admin', '');
      UPDATE governance_engine.decisions SET
        request = jsonb_set(request::jsonb, '{resource,type}', '"[erased]"')::json WHERE decision_id = '${decisionId}';
      INSERT INTO governance_engine.further_erasures (tenant, decision_id, number, fields, erased_by, constitutional_hash)
      VALUES ('default', '${decisionId}', 2, '{/resource/type}', 'admin', '');
      COMMIT`);
    await log.receipt(`erasure:${decisionId}:2`);
    await untilRead((await log.checkpoint()).size);
    expect((await readiness()).log).toStrictEqual({ status: 'up' });
  });

  /** A pass that has begun since is over: a later one has read what came after it. */
  const untilReadAnew = async (): Promise<void> => {
    const log = new LogReader(installation);
    for (let pass = 0; pass < 2; pass++) {
      await log.receipt((await log.decide()).decisionId);
      await untilRead((await log.checkpoint()).size);
    }
  };

  it('knows what was erased of what was sealed', async () => {
    const log = new LogReader(installation);
    const { decisionId } = await log.decide();
    await log.receipt(decisionId);
    const path = `/api/v1/decisions/${decisionId}/erasure`;
    expect((await installation.call('governance-engine', 'POST', path)).status).toBe(200);
    expect((await log.receipt(`erasure:${decisionId}`)).leafIndex).toBeGreaterThan(0);
    expect((await log.receipt(decisionId)).openings).toStrictEqual([]);
    await untilReadAnew();
  });

  it('knows of records that retention has dropped', async () => {
    const partitions = installation.service('governance-engine').app.get(DecisionPartitions, {
      strict: false,
    });
    await partitions.maintain(new Date(Date.now() + 40 * DAY));
    await partitions.maintain(new Date());
    expect((await database.query('SELECT FROM governance_engine.decisions')).rows).toHaveLength(0);
    await untilReadAnew();
    await installation.service('integrity-service').app.get(ExpiredValues, { strict: false }).remove();
    await untilReadAnew();
  });

  it('reads the trees of all tenants, and says whose is not as it must be', async () => {
    const token = await installation.mint('demo-agent', { tenant: 'acme' });
    const body = evaluationRequest();
    const path = '/api/v1/decisions';
    const answer = await installation.call('governance-engine', 'POST', path, { token, body });
    expect(answer.status).toBe(200);
    const leaves = 'SELECT FROM integrity_service.entries WHERE entry_id = $1';
    const { decisionId } = answer.body as Decision;
    while ((await database.query(leaves, [decisionId])).rows.length === 0) await pause(20);
    await change(
      `UPDATE governance_engine.decisions SET requested_by = 'nobody' WHERE decision_id = '${decisionId}'`,
    );
    while ((await readiness()).log.status === 'up') await pause(50);
    expect((await readiness()).log.faults).toStrictEqual([
      expect.stringMatching(/^tenant acme: the record of leaf \d+ was changed$/),
    ]);
  });

  it.each([
    [
      'a record',
      /^tenant default: the record of leaf \d+ was changed$/,
      [
        `UPDATE governance_engine.decisions SET decision = replace(decision::text, '"allow"', '"deny"')::json`,
      ],
    ],
    [
      'a record that is gone',
      /^tenant default: the record of leaf \d+ is missing$/,
      [
        'DELETE FROM governance_engine.decisions WHERE decision_id = (SELECT max(decision_id::text)::uuid FROM governance_engine.decisions)',
      ],
    ],
    [
      'the oldest record that is gone',
      /^tenant default: the record of leaf \d+ is missing$/,
      [
        'DELETE FROM governance_engine.decisions WHERE decision_id = (SELECT min(decision_id::text)::uuid FROM governance_engine.decisions)',
      ],
    ],
    [
      'all records that are gone',
      /^tenant default: the record of leaf \d+ is missing$/,
      ['DELETE FROM governance_engine.decisions'],
    ],
    [
      'what a record has where its leaf is sealed',
      /^tenant default: the record of leaf \d+ was changed$/,
      [
        `UPDATE governance_engine.decisions SET request = replace(request::text, '"owner":"demo-agent"', '"owner":"nobody"')::json`,
      ],
    ],
    [
      'a sealed value',
      /^tenant default: leaf \d+: \/body\/request\/resource\/properties\/owner is not what was sealed$/,
      [`UPDATE integrity_service.sealed_fields SET value = '"nobody"' WHERE pointer LIKE '%owner'`],
    ],
    [
      'a sealed number that lends its salt a digit',
      /^tenant default: leaf \d+: the salt of \/body\/request\/action\/properties\/amount is none$/,
      [
        `UPDATE integrity_service.sealed_fields SET salt = salt || '1'::bytea, value = '2345' WHERE pointer LIKE '%amount'`,
      ],
    ],
    [
      'a sealed value that is gone without an erasure',
      /^tenant default: leaf \d+: the value of \/body\/request\/resource\/properties\/owner is gone$/,
      [`DELETE FROM integrity_service.sealed_fields WHERE pointer LIKE '%owner'`],
    ],
    [
      'a record without a leaf',
      /^tenant default: the decision [0-9a-f-]{36} is not in the log$/,
      [
        `INSERT INTO governance_engine.decisions SELECT tenant, ${A_MINUTE_AGO}, requested_by, subject_id,
           action_name, resource_id, outcome, rule_ids, request, decision, constitutional_hash
         FROM governance_engine.decisions LIMIT 1`,
      ],
    ],
    [
      'a leaf',
      /^tenant default: leaf \d+ is not what its tile says$/,
      [
        `UPDATE integrity_service.entries SET leaf = replace(leaf, '"allow"', '"deny"') WHERE kind = 'decision'`,
      ],
    ],
    [
      'a tile',
      /^tenant default: the tiles are not those of \d+ leaves$/,
      ['UPDATE integrity_service.tiles SET hashes = set_byte(hashes, 5, (get_byte(hashes, 5) + 1) % 256)'],
    ],
    [
      'a tile that lost its end',
      /^tenant default: the tiles are not those of \d+ leaves$/,
      ['UPDATE integrity_service.tiles SET hashes = substring(hashes FOR 32) WHERE level = 0'],
    ],
    [
      'a signature',
      /^tenant default: the checkpoint has no valid signature$/,
      [`UPDATE integrity_service.trees SET checkpoint = replace(checkpoint, '— ', '— x')`],
    ],
    [
      'a head',
      /^tenant default: the checkpoint is not that of the head$/,
      ['UPDATE integrity_service.trees SET size = size - 1'],
    ],
  ])('finds a change of %s, and says so', async (_, fault, statements) => {
    await change(...statements);
    while ((await readiness()).log.status === 'up') await pause(50);
    const { status, log } = await readiness();
    expect(status).toBe(503);
    expect(log.faults?.[0]).toMatch(fault);
    const { body } = await installation.call('integrity-service', 'GET', '/metrics', { as: null });
    expect(String(body)).toMatch(/^acgs_log_monitor_faults\{[^}]*\} [1-9]\d*$/m);
  });

  it('finds a log that went back to what it was', async () => {
    const tables = ['trees', 'tiles'].map((name) => `integrity_service.${name}`);
    await database.query('CREATE TABLE kept_tree AS TABLE integrity_service.trees');
    await database.query('CREATE TABLE kept_tiles AS TABLE integrity_service.tiles');
    const log = new LogReader(installation);
    const { decisionId } = await log.decide();
    await log.receipt(decisionId);
    await untilRead((await log.checkpoint()).size);
    await change(
      ...tables.map((name) => `DELETE FROM ${name}`),
      'INSERT INTO integrity_service.trees TABLE kept_tree',
      'INSERT INTO integrity_service.tiles TABLE kept_tiles',
    );
    while ((await readiness()).log.status === 'up') await pause(50);
    expect((await readiness()).log.faults?.[0]).toMatch(
      /^tenant default: the log went back from \d+ leaves to \d+$/,
    );
  });
});
