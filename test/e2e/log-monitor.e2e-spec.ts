import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { startGoverned } from '../support/governed.js';
import type { Installation } from '../support/installation.js';
import { LogReader } from '../support/log-reader.js';

interface Readiness {
  readonly details: { readonly log: { readonly status: string; readonly faults?: readonly string[] } };
}

const A_MINUTE_AGO = `(lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint - 60000), 12, '0') || '70008000000000000000')::uuid`;
const UNLOCKED = 'SET LOCAL session_replication_role = replica';

describe('the monitor of the log', () => {
  let installation: Installation;
  let database: Client;

  beforeEach(async () => {
    installation = await startGoverned({ LOG_MONITOR_SECONDS: '1' }, ['integrity-service']);
    database = new Client({ connectionString: installation.database.url });
    await database.connect();
    const log = new LogReader(installation);
    const decisions = await Promise.all(Array.from({ length: 5 }, () => log.decide()));
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
      COMMIT`);
    await log.receipt(`erasure:${decisionId}`);
    await untilRead((await log.checkpoint()).size);
    expect((await readiness()).log).toStrictEqual({ status: 'up' });
  });

  it.each([
    [
      'a record',
      /^the record of leaf \d+ was changed$/,
      [
        `UPDATE governance_engine.decisions SET decision = replace(decision::text, '"allow"', '"deny"')::json`,
      ],
    ],
    [
      'a record that is gone',
      /^the record of leaf \d+ is missing$/,
      [
        'DELETE FROM governance_engine.decisions WHERE decision_id = (SELECT max(decision_id::text)::uuid FROM governance_engine.decisions)',
      ],
    ],
    [
      'a record without a leaf',
      /^the decision [0-9a-f-]{36} is not in the log$/,
      [
        `INSERT INTO governance_engine.decisions SELECT tenant, ${A_MINUTE_AGO}, requested_by, subject_id,
           action_name, resource_id, outcome, rule_ids, request, decision, constitutional_hash
         FROM governance_engine.decisions LIMIT 1`,
      ],
    ],
    [
      'a leaf',
      /^leaf \d+ is not what its tile says$/,
      [
        `UPDATE integrity_service.entries SET leaf = replace(leaf, '"allow"', '"deny"') WHERE kind = 'decision'`,
      ],
    ],
    [
      'a tile',
      /^the tiles are not those of \d+ leaves$/,
      ['UPDATE integrity_service.tiles SET hashes = set_byte(hashes, 5, (get_byte(hashes, 5) + 1) % 256)'],
    ],
    [
      'a tile that lost its end',
      /^the tiles are not those of \d+ leaves$/,
      ['UPDATE integrity_service.tiles SET hashes = substring(hashes FOR 32) WHERE level = 0'],
    ],
    [
      'a signature',
      /^the checkpoint has no valid signature$/,
      [`UPDATE integrity_service.trees SET checkpoint = replace(checkpoint, '— ', '— x')`],
    ],
    [
      'a head',
      /^the checkpoint is not that of the head$/,
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
    expect((await readiness()).log.faults?.[0]).toMatch(/^the log went back from \d+ leaves to \d+$/);
  });
});
