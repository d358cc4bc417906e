import type { Decision } from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import {
  activate,
  CONSTITUTION,
  engineHas,
  evaluationRequest,
  POLICY,
  ratify,
  startGoverned,
} from '../support/governed.js';
import type { Installation } from '../support/installation.js';

const WATCH = "datname = current_database() AND application_name = 'acgs version watch'";

describe('the rules that decide', () => {
  let installation: Installation;
  let database: Client;

  beforeAll(async () => {
    installation = await startGoverned({ RULES_FRESHNESS_MS: '1000' });
    database = new Client({ connectionString: installation.database.url });
    await database.connect();
  });

  afterAll(async () => {
    await database.end();
    await installation.close();
  });

  const decide = async (): Promise<Decision> => {
    const { status, body } = await installation.call('governance-engine', 'POST', '/api/v1/decisions', {
      as: 'demo-agent',
      body: evaluationRequest(),
    });
    expect(status).toBe(200);
    return body as Decision;
  };

  const ready = async (status: number): Promise<void> => {
    for (;;) {
      const answer = await installation.call('governance-engine', 'GET', '/health/ready', { as: null });
      if (answer.status === status) return;
      await pause(20);
    }
  };

  it('are those of a change whose notice never came, found by the counter', async () => {
    const changeUnheard = (activeVersion: string): Promise<unknown> =>
      database.query(
        `BEGIN;
         UPDATE governance_engine.policies SET active_version = ${activeVersion};
         UPDATE acgs.rule_versions SET version = version + 1 WHERE name = 'policies';
         COMMIT`,
      );
    await changeUnheard('NULL');
    while ((await decide()).outcome !== 'deny') await pause(20);
    expect(await decide()).toMatchObject({
      reasons: [{ code: 'no-policies' }],
      pins: { policySetDigest: null },
    });
    await changeUnheard('1');
    while ((await decide()).outcome !== 'allow') await pause(20);
    expect((await decide()).pins.policySetDigest).toEqual(expect.any(String));
  });

  it('are those of a version ratified while the listening connection was cut', async () => {
    const cut = setInterval(() => {
      void database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${WATCH}`);
    }, 30);
    await ratify(installation, { ...CONSTITUTION, title: 'Cut off' });
    clearInterval(cut);
    await engineHas(installation, 2);
    expect(await decide()).toMatchObject({ outcome: 'allow', pins: { constitutionVersion: 2 } });
  });

  it('deny as stale while the counter cannot be read, and decide again once it can', async () => {
    const before = await decide();
    await database.query('BEGIN; LOCK TABLE acgs.rule_versions IN ACCESS EXCLUSIVE MODE');
    await ready(503);
    const during = await decide();
    await database.query('COMMIT');
    expect(during).toMatchObject({ outcome: 'deny', reasons: [{ code: 'rules-stale' }], obligations: [] });
    expect(during.pins).toMatchObject({ constitutionVersion: null, policySetDigest: null });
    await ready(200);
    expect(await decide()).toMatchObject({ outcome: 'allow', pins: before.pins });
  });

  it('are never stale because versions follow each other faster than they are loaded', async () => {
    const rules = Array.from({ length: 1000 }, (_, n) => ({
      ...POLICY.rules[0],
      id: `rule-${String(n)}`,
      when: `resource.id == 'doc-${String(n)}'`,
    }));
    await activate(installation, { ...POLICY, id: 'many', rules });
    await ready(200);
    const until = performance.now() + 1500;
    const change = async (title: string): Promise<void> => {
      for (let n = 0; performance.now() < until; n++)
        await activate(installation, { ...POLICY, id: 'busy', title: `${title} ${String(n)}` });
    };
    const codes = new Set<string>();
    const ask = async (): Promise<void> => {
      while (performance.now() < until) for (const { code } of (await decide()).reasons) codes.add(code);
    };
    await Promise.all([change('One'), change('Other'), ...Array.from({ length: 8 }, ask)]);
    expect(codes).not.toContain('rules-stale');
  });

  it('are of one policy set and its pins, however often they change meanwhile', async () => {
    const versions = new Map<string, Set<string>>();
    const changing = (async (): Promise<void> => {
      for (let n = 0; n < 12; n++) {
        const rules = POLICY.rules.map((rule) => ({ ...rule, message: `Message ${String(n % 3)}` }));
        await activate(installation, { ...POLICY, title: `Change ${String(n)}`, rules });
        await pause(n % 4 === 0 ? 60 : 5);
      }
    })();
    const changed = new AbortController();
    void changing.finally(() => {
      changed.abort();
    });
    while (!changed.signal.aborted) {
      for (const { pins, reasons } of await Promise.all(Array.from({ length: 6 }, decide))) {
        const told = versions.get(pins.policySetDigest ?? '') ?? new Set<string>();
        told.add(JSON.stringify(reasons.map(({ rule, message }) => [rule?.version, message])));
        versions.set(pins.policySetDigest ?? '', told);
      }
    }
    await changing;
    expect(versions.size).toBeGreaterThan(1);
    for (const [digest, told] of versions) expect([digest, told.size]).toStrictEqual([digest, 1]);
  });
});
