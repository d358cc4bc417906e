import { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { evaluationRequest, startGoverned } from '../support/governed.js';
import { heldBack } from '../support/held-back-log.js';
import type { Installation } from '../support/installation.js';
import { LogReader } from '../support/log-reader.js';

describe('the sequencer of the log', () => {
  let installation: Installation;
  let database: Client;
  let log: LogReader;

  beforeAll(async () => {
    installation = await startGoverned({}, ['integrity-service']);
    log = new LogReader(installation);
    database = new Client({ connectionString: installation.database.url });
    await database.connect();
    await log.receipt((await log.decide()).decisionId);
  });

  afterAll(async () => {
    await database.end();
    await installation.close();
  });

  const decideLarge = async (owner: string): Promise<string[]> => {
    const requests = Array.from({ length: 9 }, () => evaluationRequest({ owner }));
    const options = { as: 'demo-agent', body: { requests } };
    const path = '/api/v1/decisions/batch';
    const { status, body } = await installation.call('governance-engine', 'POST', path, options);
    expect(status).toBe(200);
    return (body as { decisions: { decisionId: string }[] }).decisions.map(({ decisionId }) => decisionId);
  };

  const ended = async (): Promise<void> => {
    await database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'acgs sequencer' AND datname = current_database()`,
    );
  };

  const waiting = async (): Promise<number> =>
    (await database.query('SELECT 1 FROM acgs.outbox')).rows.length;

  it('takes what has no canonical form, and what PostgreSQL reads no member of, with the places of its rules', async () => {
    const { decisionId } = await log.decide();
    const ordinary = await log.receipt(decisionId);
    const texts = [
      String.raw`"half a pair: \ud83d"`,
      String.raw`"nothing: \u0000"`,
      String.raw`"other: \uD83D"`,
    ];
    const ids = await heldBack(installation, async () => {
      const copies: string[] = [];
      for (const [number, text] of texts.entries()) {
        const id = decisionId.slice(0, -4) + `000${String(number)}`;
        copies.push(id);
        await database.query(
          `INSERT INTO governance_engine.decisions (tenant, decision_id, requested_by, subject_id, action_name,
             resource_id, outcome, rule_ids, request, decision, canonical, constitutional_hash)
           SELECT tenant, $2, requested_by, subject_id, action_name, resource_id, outcome, rule_ids, request,
             replace(decision::text, '"reasons":[', '"reasons":[' || $3 || ',')::json, $4, constitutional_hash
           FROM governance_engine.decisions WHERE decision_id = $1`,
          [decisionId, id, text, number === 1],
        );
      }
      return [...copies, (await log.decide()).decisionId];
    });
    const leavesOf = ({ entry }: { readonly entry: string }): unknown =>
      (JSON.parse(entry) as { leaves: unknown }).leaves;
    for (const id of ids) {
      const receipt = await log.receipt(id);
      await log.proven(receipt);
      expect(leavesOf(receipt)).toStrictEqual(leavesOf(ordinary));
    }
  });

  it('takes large decisions in pieces, in their order, and each once', async () => {
    const ids = await heldBack(installation, async () => {
      const decided: string[] = [];
      for (let batch = 0; batch < 3; batch++) {
        decided.push(...(await decideLarge('x'.repeat(700_000))));
        decided.push((await log.decide()).decisionId);
      }
      return decided;
    });
    const receipts = [];
    for (const id of ids) receipts.push(await log.receipt(id));
    const indexes = receipts.map(({ leafIndex }) => leafIndex);
    const [first = 0] = indexes;
    expect(indexes).toStrictEqual(indexes.map((_, place) => first + place));
    for (const receipt of receipts) await log.proven(receipt);
    expect(await waiting()).toBe(0);
  });

  it.each([
    [
      'a tile',
      'UPDATE integrity_service.tiles SET hashes = set_byte(hashes, 3, get_byte(hashes, 3) # 1) WHERE level = 0',
    ],
    ['a head', 'UPDATE integrity_service.trees SET root = set_byte(root, 3, get_byte(root, 3) # 1)'],
  ])('builds on nothing that was not signed: %s that was changed', async (_, flip) => {
    const before = await log.checkpoint();
    await database.query(flip);
    await ended();
    const { decisionId } = await log.decide();
    for (let look = 0; look < 30; look++) {
      expect((await log.checkpoint()).note).toBe(before.note);
      await pause(50);
    }
    expect(await waiting()).toBeGreaterThan(0);
    const { body } = await installation.call('integrity-service', 'GET', '/metrics', { as: null });
    expect(String(body)).toMatch(/^acgs_log_outbox_rows\{[^}]*\} [1-9]/m);
    await database.query(flip);
    await log.proven(await log.receipt(decisionId));
  });

  it('refuses an eleventh key while ten sign', async () => {
    const rotate = async (): Promise<number> =>
      (
        await installation.call('integrity-service', 'POST', '/api/v1/integrity/keys/rotation', {
          body: { overlapSeconds: 60 },
        })
      ).status;
    for (let keys = 1; keys < 10; keys++) expect(await rotate()).toBe(200);
    expect(await rotate()).toBe(409);
    const [newest] = (await log.keys()).keys;
    await log.proven(await log.receipt(`log-key:${String(newest?.verifierKey)}`));
  });
});
