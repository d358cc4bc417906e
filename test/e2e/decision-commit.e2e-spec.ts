import type { Decision } from '@acgs/contracts';
import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { loadConfiguration, startService } from '@acgs/service';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { Client } from 'pg';
import { GOVERNANCE_ENGINE } from '../../apps/governance-engine/src/governance-engine.definition.js';
import { engineHas, evaluationRequest, startGoverned } from '../support/governed.js';
import type { Answer, Installation } from '../support/installation.js';

const QUEUE_MAX = 40;

describe('a decision and its commit', () => {
  let installation: Installation;
  let database: Client;
  /** A connection that sees the others as they are: inside a transaction they stand still. */
  let watcher: Client;

  beforeAll(async () => {
    installation = await startGoverned({ DECISION_QUEUE_MAX: String(QUEUE_MAX) });
    database = new Client({ connectionString: installation.database.url });
    await database.connect();
    watcher = new Client({ connectionString: installation.database.url });
    await watcher.connect();
  });

  afterAll(async () => {
    await database.end();
    await watcher.end();
    await installation.close();
  });

  const ask = (resource: string, key?: string): Promise<Answer> =>
    installation.call('governance-engine', 'POST', '/api/v1/decisions', {
      as: 'demo-agent',
      body: evaluationRequest({ resource }),
      ...(key === undefined ? {} : { headers: { 'Idempotency-Key': key } }),
    });

  const recorded = async (like: string): Promise<string[]> => {
    const { rows } = await database.query<{ decision_id: string }>(
      'SELECT decision_id FROM governance_engine.decisions WHERE resource_id LIKE $1',
      [like],
    );
    return rows.map(({ decision_id }) => decision_id).sort();
  };

  const idsOf = (answers: readonly Answer[]): string[] =>
    answers.map(({ body }) => (body as Decision).decisionId).sort();

  /** Until this many statements wait for the lock that the test holds. */
  const statementsWait = async (count: number): Promise<void> => {
    for (;;) {
      const { rows } = await watcher.query<{ waiting: number }>(
        `SELECT count(*)::integer AS waiting FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      if (rows[0]?.waiting === count) return;
      await pause(5);
    }
  };

  const waiting = async (count: number): Promise<void> => {
    for (;;) {
      const { body } = await installation.call('governance-engine', 'GET', '/metrics', { as: null });
      if (new RegExp(`^acgs_decision_log_waiting(\\{[^}]*\\})? ${String(count)}$`, 'm').test(String(body)))
        return;
      await pause(5);
    }
  };

  /** No row can be written while the work is done. */
  const whileLocked = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    await database.query('BEGIN; LOCK TABLE governance_engine.decisions IN SHARE MODE');
    try {
      return await work();
    } finally {
      await database.query('COMMIT');
    }
  };

  it('is answered after the commit and not before, however many wait', async () => {
    let answered = 0;
    const count = async (answer: Promise<Answer>): Promise<Answer> => {
      const done = await answer;
      answered++;
      return done;
    };
    const asked = await whileLocked(async () => {
      const first = count(ask('held'));
      await statementsWait(1);
      const others = Array.from({ length: 9 }, () => count(ask('held')));
      await waiting(10);
      await statementsWait(1);
      expect(answered).toBe(0);
      return [first, ...others];
    });
    const answers = await Promise.all(asked);
    expect(new Set(answers.map(({ status }) => status))).toStrictEqual(new Set([200]));
    expect(await recorded('held')).toStrictEqual(idsOf(answers));
  });

  it('is refused with 503 and Retry-After beyond the bound, and those within it are answered', async () => {
    const within = await whileLocked(async () => {
      const asked = Array.from({ length: QUEUE_MAX }, () => ask('bounded'));
      await waiting(QUEUE_MAX);
      const beyond = await ask('beyond');
      expect(beyond).toMatchObject({ status: 503, body: { type: 'urn:acgs:problem:overloaded' } });
      expect(beyond.headers.get('retry-after')).toBe('1');
      expect(beyond.body).not.toHaveProperty('outcome');
      return asked;
    });
    expect(await recorded('beyond')).toStrictEqual([]);
    const answers = await Promise.all(within);
    expect(await recorded('bounded')).toStrictEqual(idsOf(answers));
    expect(await ask('beyond')).toMatchObject({ status: 200 });
  });

  it('is on disk exactly when it was answered, whatever fails in between', async () => {
    await database.query(
      `ALTER TABLE governance_engine.decisions ADD CONSTRAINT breaks CHECK (resource_id NOT LIKE '%-breaks')`,
    );
    let run = 0;
    const arrivals = fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(arrivals, async (requests) => {
        const name = `random-${String(run++)}`;
        const asked: Promise<Answer>[] = [];
        for (const [breaks, apart] of requests) {
          asked.push(ask(breaks ? `${name}-breaks` : `${name}-fine`));
          if (apart) await pause(1);
        }
        const answers = await Promise.all(asked);
        expect(answers.every(({ status }) => [200, 503].includes(status))).toBe(true);
        const good = answers.filter(({ status }) => status === 200);
        expect(await recorded(`${name}-%`)).toStrictEqual(idsOf(good));
        expect(answers.filter((_, n) => requests[n]?.[0]).every(({ status }) => status === 503)).toBe(true);
      }),
      { numRuns: 25 },
    );
    await database.query('ALTER TABLE governance_engine.decisions DROP CONSTRAINT breaks');
    expect(await ask('mended')).toMatchObject({ status: 200 });
  });

  it('is the same for the same key after the engine that made it has gone, which first answers who waits', async () => {
    const settings = loadConfiguration(GOVERNANCE_ENGINE.variables, {
      ...installation.environment,
      PORT: '0',
    });
    const token = await installation.token('demo-agent');
    const askOf = async (url: string, resource: string): Promise<unknown> => {
      const response = await fetch(`${url}/api/v1/decisions`, {
        method: 'POST',
        headers: {
          'X-Constitutional-Hash': CONSTITUTIONAL_HASH,
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': `key-${resource}`,
        },
        body: JSON.stringify(evaluationRequest({ resource })),
      });
      return response.json();
    };
    const first = await startService(GOVERNANCE_ENGINE, settings);
    await engineHas(installation, 1);
    const { asked, closed } = await whileLocked(async () => {
      const answer = askOf(first.url, 'drained');
      await statementsWait(1);
      const closing = first.close();
      await pause(50);
      await statementsWait(1);
      return { asked: answer, closed: closing };
    });
    const decision = await asked;
    await closed;
    expect(await recorded('drained')).toStrictEqual([(decision as Decision).decisionId]);
    const second = await startService(GOVERNANCE_ENGINE, settings);
    expect(await askOf(second.url, 'drained')).toStrictEqual(decision);
    await second.close();
    expect((await ask('drained', 'key-drained')).body).toStrictEqual(decision);
    expect(await recorded('drained')).toHaveLength(1);
    expect(await ask('other', 'key-drained')).toMatchObject({ status: 422 });
  });

  it('has keys of its own in each tenant', async () => {
    const headers = { 'Idempotency-Key': 'key-tenants' };
    const token = await installation.mint('demo-agent', { tenant: 'other' });
    const [mine, theirs] = await Promise.all(
      [{ as: 'demo-agent' }, { token }].map((caller) =>
        installation.call('governance-engine', 'POST', '/api/v1/decisions', {
          ...caller,
          headers,
          body: evaluationRequest({ resource: 'tenants' }),
        }),
      ),
    );
    expect(mine).toMatchObject({ status: 200, body: { outcome: 'allow' } });
    expect(theirs).toMatchObject({ status: 200, body: { outcome: 'deny' } });
  });
});
