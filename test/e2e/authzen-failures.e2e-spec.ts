import type { DecisionPage } from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { action, askAuthzen, record, startAuthzen, user } from '../support/authzen.js';
import type { Answer, Installation } from '../support/installation.js';

const READ = { subject: user('alice'), action: action('read'), resource: record('record-1') };
const THREE = { ...READ, evaluations: [{}, {}, {}] };

describe('AuthZEN when something fails', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startAuthzen({ RULES_FRESHNESS_MS: '600' });
  });

  afterAll(async () => {
    await installation.close();
  });

  const onDatabase = async (statement: string): Promise<void> => {
    const client = new Client({ connectionString: installation.database.url });
    await client.connect();
    await client.query(statement);
    await client.end();
  };

  const evaluateAll = (semantic: string): Promise<Answer> =>
    askAuthzen(installation, 'evaluations', {
      ...THREE,
      context: { semantic },
      options: { evaluations_semantic: semantic },
    });

  const staleRecords = async (semantic: string): Promise<number> => {
    const { body } = await installation.call('governance-engine', 'GET', '/api/v1/decisions?limit=100');
    return (body as DecisionPage).items.filter(
      ({ request, reasons }) => request.context.semantic === semantic && reasons[0]?.code === 'rules-stale',
    ).length;
  };

  it('answers 503 when the record cannot be written, and never a decision', async () => {
    await onDatabase('ALTER TABLE governance_engine.decisions ADD CONSTRAINT broken CHECK (false) NOT VALID');
    const answers = [await askAuthzen(installation, 'evaluation', READ), await evaluateAll('execute_all')];
    await onDatabase('ALTER TABLE governance_engine.decisions DROP CONSTRAINT broken');
    for (const { status, body } of answers) {
      expect(status).toBe(503);
      expect(body).toMatchObject({ type: 'urn:acgs:problem:decision-not-recorded' });
      expect(JSON.stringify(body)).not.toContain('"decision"');
    }
    expect((await evaluateAll('execute_all')).status).toBe(200);
  });

  it('denies while the rules cannot be confirmed, and ends where the semantic says', async () => {
    await installation.service('constitutional-core').close();
    await onDatabase("UPDATE acgs.rule_versions SET version = version + 1 WHERE name = 'constitution'");
    for (;;) {
      const { body } = await askAuthzen(installation, 'evaluation', READ);
      if (!(body as { decision: boolean }).decision) break;
      await pause(20);
    }
    const denied = { decision: false, context: { outcome: 'deny', reasons: [{ code: 'rules-stale' }] } };
    expect((await evaluateAll('execute_all')).body).toMatchObject({ evaluations: [denied, denied, denied] });
    expect((await evaluateAll('permit_on_first_permit')).body).toMatchObject({
      evaluations: [denied, denied, denied],
    });
    expect((await evaluateAll('deny_on_first_deny')).body).toMatchObject({ evaluations: [denied] });
    expect(await staleRecords('execute_all')).toBe(3);
    expect(await staleRecords('deny_on_first_deny')).toBe(1);
  });

  it('answers 503 without the engine', async () => {
    await installation.service('governance-engine').close();
    expect(await askAuthzen(installation, 'evaluation', READ)).toMatchObject({
      status: 503,
      body: { type: 'urn:acgs:problem:unavailable' },
    });
  });
});
