import { LocalPostgres } from '@acgs/database';
import { loadConfiguration, type RunningService, startService } from '@acgs/service';
import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GOVERNANCE_ENGINE } from '../../apps/governance-engine/src/governance-engine.definition.js';
import { activate, engineHas, ratify } from '../support/governed.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { killPostgresUnderLoad } from './decisions-cycles.js';
import { CONSTITUTION, POLICY } from './decisions-questions.js';
import { KillablePostgres } from './killable-postgres.js';

describe('PostgreSQL killed while two engines record decisions', () => {
  let folder: string;
  let server: LocalPostgres;
  let installation: Installation;
  let second: RunningService;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acgs-killed-'));
    server = await LocalPostgres.open(folder);
    installation = await startInstallation({
      services: ['constitutional-core', 'governance-engine'],
      database: { url: server.url, drop: () => server.stop() },
    });
    await ratify(installation, CONSTITUTION);
    await activate(installation, POLICY);
    await engineHas(installation, 1);
    const environment = { ...installation.environment, PORT: '0' };
    second = await startService(
      GOVERNANCE_ENGINE,
      loadConfiguration(GOVERNANCE_ENGINE.variables, environment),
    );
  });

  afterAll(async () => {
    await second.close();
    await installation.close();
    await rm(folder, { recursive: true, force: true });
  });

  const headersOf = async (clientId: string): Promise<Record<string, string>> => ({
    [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
    Authorization: `Bearer ${await installation.token(clientId)}`,
  });

  it('loses no acknowledged decision, records none twice, allows nothing against the rules', async () => {
    const governed = {
      engines: [installation.url('governance-engine'), second.url] as const,
      databaseUrl: server.url,
      postgres: new KillablePostgres(folder, server.port),
      headers: {
        'demo-agent': await headersOf('demo-agent'),
        platform: await headersOf('platform'),
        auditor: await headersOf('auditor'),
      },
    };
    const result = await killPostgresUnderLoad(governed, {
      cycles: 2,
      seed: 1,
      progress: () => undefined,
    });
    expect([...result.failed]).toStrictEqual([]);
    expect(result.findings).toMatchObject({ lost: 0, doubled: 0, wrongAllow: 0 });
    expect(result.findings.acknowledged).toBeGreaterThan(0);
    expect(result.counts.unavailable).toBeGreaterThan(0);
  });
});
