import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../../tools/installation/api-client.js';
import {
  type BuiltInstallation,
  figuresIn,
  figuresOf,
  startBuilt,
  untilFigure,
} from '../support/built-installation.js';
import { workersOf } from '../support/built-service.js';
import { evaluationRequest, POLICY } from '../support/governed.js';
import { KeptConnection } from '../support/kept-connections.js';

const WORKERS = 2;
const FRESHNESS_MILLISECONDS = 2000;
const DECISIONS = '/api/v1/decisions';
const POSTED =
  'http_server_request_duration_seconds_count{method="POST",route="/api/v1/decisions",status="200"}';

interface Decision {
  readonly decisionId: string;
  readonly outcome: string;
}

describe('an engine of several workers', () => {
  let built: BuiltInstallation;
  let url: string;
  let admin: ApiClient;
  let connections: KeptConnection[];

  const decide = async (connection: KeptConnection, headers = {}): Promise<Decision> => {
    const { status, text } = await connection.ask('POST', DECISIONS, evaluationRequest(), headers);
    if (status !== 200) throw new Error(text);
    return JSON.parse(text) as Decision;
  };

  const engineWorkers = (): number[] => workersOf(built.installation.service('governance-engine')?.pid ?? 0);

  /** How many workers have one of the connections; as many as there are where it can't be told. */
  const workersAsked = (): number => {
    const pids = engineWorkers();
    const served = new Set(connections.map((connection) => connection.servedBy(pids)));
    return served.has(null) && process.platform !== 'linux' ? WORKERS : served.size;
  };

  beforeAll(async () => {
    built = await startBuilt({ 'governance-engine': WORKERS, 'auth-service': 2 });
    url = built.installation.url('governance-engine');
    admin = await built.installation.login('admin');
  });

  afterAll(() => built.close());

  beforeEach(async () => {
    const { headers } = await built.installation.login('demo-agent');
    connections = Array.from({ length: 3 * WORKERS }, () => new KeptConnection(url, headers));
    for (const connection of connections) await decide(connection);
  });

  afterEach(() => {
    for (const connection of connections) connection.close();
  });

  it('serves with all of them', () => {
    expect(engineWorkers()).toHaveLength(WORKERS);
    expect(workersAsked()).toBe(WORKERS);
  });

  it('signs with one key, whichever worker of auth-service is asked', async () => {
    const keys = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const response = await fetch(`${built.installation.url('auth-service')}/.well-known/jwks.json`, {
          headers: { connection: 'close' },
        });
        return await response.text();
      }),
    );
    expect(new Set(keys).size).toBe(1);
  });

  it('answers by the new rules with every worker, and allows nothing by the old ones past the freshness bound', async () => {
    const locked = {
      ...POLICY,
      rules: POLICY.rules.map((rule) => ({ ...rule, scope: { actions: ['none'] } })),
    };
    for (const [policy, outcome] of [
      [locked, 'deny'],
      [POLICY, 'allow'],
    ] as const) {
      await admin.expect('POST', '/policies?activate=true', policy);
      const changedAt = performance.now();
      let outcomes: string[] = [];
      while (outcomes.length === 0 || outcomes.some((one) => one !== outcome)) {
        const asked = performance.now();
        outcomes = await Promise.all(connections.map(async (one) => (await decide(one)).outcome));
        const allowed = outcomes.filter((one) => one !== 'deny').length;
        if (outcome === 'deny' && allowed > 0 && asked - changedAt > FRESHNESS_MILLISECONDS)
          throw new Error(`${String(allowed)} are allowed by rules that were replaced`);
      }
      expect(workersAsked()).toBe(WORKERS);
    }
  });

  it('makes one decision of all that come under one key at the same time, and no id twice', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const same = await Promise.all(connections.map((connection) => decide(connection, key)));
    expect(new Set(same.map(({ decisionId }) => decisionId)).size).toBe(1);
    const rounds = Array.from({ length: 30 }, () => connections).flat();
    const different = await Promise.all(rounds.map((connection) => decide(connection)));
    expect(new Set(different.map(({ decisionId }) => decisionId)).size).toBe(rounds.length);
    expect(workersAsked()).toBe(WORKERS);
  });

  it('tells the figures of all on /metrics, and no total falls when one dies or all are replaced', async () => {
    const before = (await figuresOf(url)).get(POSTED) ?? 0;
    for (const connection of connections) await decide(connection);
    const after = await figuresOf(url);
    expect((after.get(POSTED) ?? 0) - before).toBe(connections.length);
    expect(after.get('acgs_workers')).toBe(WORKERS);
    const versions = [...after].filter(([name]) => name.startsWith('nodejs_version_info'));
    expect(versions.map(([, value]) => value)).toStrictEqual([1]);

    process.kill(engineWorkers()[0] ?? 0, 'SIGKILL');
    await untilFigure(url, 'acgs_worker_replacements_total{reason="ended"}', 1);
    await untilFigure(url, 'acgs_workers', WORKERS);
    expect((await figuresOf(url)).get(POSTED)).toBe(after.get(POSTED));

    built.installation.service('governance-engine')?.restartWorkers();
    await untilFigure(url, 'acgs_worker_replacements_total{reason="restart"}', WORKERS);
    expect((await figuresOf(url)).get(POSTED)).toBe(after.get(POSTED));
  });

  it('answers a scrape although a worker does not, with what that one told before', async () => {
    const before = (await figuresOf(url)).get(POSTED);
    const [stuck = 0] = engineWorkers();
    process.kill(stuck, 'SIGSTOP');
    try {
      const { text } = await Promise.any(connections.map((connection) => connection.ask('GET', '/metrics')));
      expect(figuresIn(text).get(POSTED)).toBe(before);
    } finally {
      process.kill(stuck, 'SIGCONT');
    }
  });
});
