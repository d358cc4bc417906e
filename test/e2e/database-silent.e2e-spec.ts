import { LocalPostgres } from '@acgs/database';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { openDataSource } from '../../libs/database/src/data-source.js';
import { translateDatabaseError } from '../../libs/database/src/translate-database-error.js';
import { CONSTITUTION, evaluationRequest, POLICY, activate, engineHas, ratify } from '../support/governed.js';
import { type Answer, type Installation, startInstallation } from '../support/installation.js';

/** The usual 5 s, and the 15 s of the gateway, in proportion: what is waited for here really passes. */
const STATEMENT_MILLISECONDS = 2000;
const GATEWAY_MILLISECONDS = 3 * STATEMENT_MILLISECONDS;

/** The second once it is no longer known which tokens are revoked, as on a machine that takes its time. */
const REFUSALS = ['urn:acgs:problem:decision-not-recorded', 'urn:acgs:problem:unavailable'];

describe('a PostgreSQL that falls silent', () => {
  let folder: string;
  let postgres: LocalPostgres;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acgs-silent-'));
    postgres = await LocalPostgres.open(folder, { settings: { fsync: 'off' } });
  });

  afterAll(async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** To the server of this test and its children. */
  async function signal(name: 'STOP' | 'CONT'): Promise<void> {
    const [postmaster = ''] = (await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n');
    const table = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' });
    const processes = table.split('\n').map((line) => line.trim().split(/\s+/));
    const children = processes.filter(([, parent]) => parent === postmaster).map(([pid]) => Number(pid));
    for (const pid of [Number(postmaster), ...children]) process.kill(pid, `SIG${name}`);
  }

  const open = (): Promise<DataSource> =>
    openDataSource({
      url: postgres.url,
      poolSize: 1,
      applicationName: 'test',
      statementMilliseconds: STATEMENT_MILLISECONDS,
    });

  it('leaves no open transaction behind on a connection that serves others', async () => {
    const source = await open();
    const written = source.transaction(async (transaction) => {
      await transaction.query('CREATE TABLE half_done ()');
      await signal('STOP');
      await transaction.query('SELECT 1');
    });
    const error: unknown = await written.catch((thrown: unknown) => thrown);
    const during: unknown = await source.query('SELECT 1').catch((thrown: unknown) => thrown);
    await signal('CONT');
    expect([error, during].map((thrown) => translateDatabaseError(thrown)?.problem)).toStrictEqual([
      'unavailable',
      'unavailable',
    ]);
    await source.query('CREATE TABLE done ()');
    await source.destroy();
    const after = await open();
    const rows = await after.query<unknown>(
      "SELECT to_regclass('half_done') AS half, to_regclass('done') AS whole",
    );
    await after.query('DROP TABLE done');
    await after.destroy();
    expect(rows).toStrictEqual([{ half: null, whole: 'done' }]);
  });

  it('is a 503 with Retry-After for decisions, well before the gateway gives up, and passes by itself', async () => {
    const installation: Installation = await startInstallation({
      database: { url: postgres.url, drop: () => Promise.resolve() },
      services: ['constitutional-core', 'governance-engine', 'api-gateway'],
      env: {
        RULES_FRESHNESS_MS: '60000',
        DATABASE_STATEMENT_MS: String(STATEMENT_MILLISECONDS),
        UPSTREAM_TIMEOUT_MS: String(GATEWAY_MILLISECONDS),
      },
    });
    const decide = (): Promise<Answer> =>
      installation.call('api-gateway', 'POST', '/api/v1/decisions', {
        as: 'demo-agent',
        body: evaluationRequest(),
      });
    try {
      await ratify(installation, CONSTITUTION);
      await activate(installation, POLICY);
      await engineHas(installation, 1);
      expect(await decide()).toMatchObject({ status: 200, body: { outcome: 'allow' } });
      await signal('STOP');
      const refused = [...(await Promise.all([decide(), decide(), decide()])), await decide()];
      await signal('CONT');
      for (const { status, headers, body } of refused) {
        expect(status).toBe(503);
        expect(REFUSALS).toContain((body as { type: string }).type);
        expect(headers.get('retry-after')).toBe('1');
      }
      // What was revoked meanwhile has to be read first.
      let after = await decide();
      while (after.status === 503) after = await decide();
      expect(after.status).toBe(200);
    } finally {
      await installation.close();
    }
  });
});
