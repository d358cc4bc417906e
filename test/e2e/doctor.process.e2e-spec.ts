import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { Client } from 'pg';
import { DatabaseView } from '../../tools/doctor/database-view.js';
import type { Deployment } from '../../tools/doctor/deployment.js';
import { CHECKS } from '../../tools/doctor/checks/all-checks.js';
import { LOG } from '../../tools/doctor/checks/log.js';
import { examine, type NamedFinding } from '../../tools/doctor/doctor.js';
import { SERVICES, type ServiceName } from '../../tools/installation/service-process.js';
import { PROJECT_FOLDER } from '../../tools/project-folder.js';
import { type BuiltInstallation, startBuilt } from '../support/built-installation.js';
import { POLICY } from '../support/governed.js';
import { RedisServer } from '../support/redis-server.js';
import { describeWithRedis } from '../support/redis-suite.js';
import { startImpostor, startSilence } from '../support/strange-servers.js';

const NOWHERE = 'postgres://acgs:a-secret-word@127.0.0.1:1/postgres';

let built: BuiltInstallation;
let database: Client;

beforeAll(async () => {
  built = await startBuilt({});
  database = new Client({ connectionString: built.installation.databaseUrl });
  await database.connect();
});

afterAll(async () => {
  await database.end();
  await built.close();
});

const deployment = (changes: Partial<Deployment> = {}): Deployment => ({
  services: new Map(SERVICES.map((name) => [name, built.installation.url(name)])),
  databaseUrl: built.installation.databaseUrl,
  replicaUrl: null,
  replicaLagMilliseconds: 5000,
  redisUrl: null,
  home: built.installation.home,
  ...changes,
});

const withService = (name: ServiceName, url: string): Deployment =>
  deployment({ services: new Map([...deployment().services, [name, url]]) });

/** All but the log, for which it waits. */
const examineRest = (of: Deployment): Promise<NamedFinding[]> =>
  examine(
    of,
    undefined,
    CHECKS.filter((check) => check !== LOG),
  );

/** As "check, of": the findings that are not as they should be; the room on this machine's disk is not the test's affair. */
const wrong = (findings: readonly NamedFinding[], status: NamedFinding['status'] = 'fail'): string[] =>
  findings
    .filter((finding) => finding.status === status && finding.check !== 'disk')
    .map(({ check, subject }) => `${check}, ${subject}`);

const textOf = (findings: readonly NamedFinding[], name: string): string =>
  findings
    .filter(({ check, subject }) => `${check}, ${subject}` === name)
    .map(({ saw, advice }) => `${saw} ${advice}`)
    .join('\n');

describe('npm run doctor', () => {
  it('finds nothing wrong with an installation that is well', async () => {
    const findings = await examine(deployment());
    expect(wrong(findings)).toStrictEqual([]);
    expect(wrong(findings, 'warn')).toStrictEqual([]);
    expect(wrong(findings, 'skipped')).toStrictEqual(['redis, Redis']);
    expect(new Set(findings.map(({ check }) => check)).size).toBe(13);
  });

  it('tells by its exit code and its line for programs of a service that is down', async () => {
    await built.installation.service('ec-service')?.stop();
    const { code, stdout } = await runDoctor();
    await built.installation.startService('ec-service');
    const { figures, context } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as {
      figures: { name: string; value: number; reach: number | null; ok: boolean }[];
      context: { findings: NamedFinding[] };
    };
    expect(code).toBe(1);
    expect(wrong(context.findings)).toStrictEqual(['services, ec-service']);
    expect(figures).toContainEqual(
      expect.objectContaining({ name: 'failed', value: 1, reach: 0, ok: false }),
    );
    expect(stdout).toContain('FAIL');
    expect(stdout).not.toContain(new URL(built.installation.databaseUrl).password);
  });

  it('sees a service that never answers, in a bounded time', async () => {
    const silence = await startSilence();
    const findings = await examineRest(withService('ec-service', silence.url));
    await silence.close();
    expect(wrong(findings)).toStrictEqual(['services, ec-service']);
    expect(textOf(findings, 'services, ec-service')).toContain('no answer within 3000 ms');
  });

  it('sees another charter, release, Node.js, clock and pool behind an address', async () => {
    const impostor = await startImpostor();
    const findings = await examineRest(withService('ec-service', impostor.url));
    await impostor.close();
    expect(wrong(findings)).toStrictEqual([
      'versions, ec-service',
      'constitutional hash, ec-service',
      'clocks, ec-service',
      'connections, PostgreSQL',
    ]);
    expect(wrong(findings, 'warn')).toStrictEqual(['versions, ec-service', 'connections, ec-service']);
    expect(textOf(findings, 'clocks, ec-service')).toMatch(/3[56]\d\d\.\d s behind/);
  });

  it('goes on without the database, and does not print its password', async () => {
    const findings = await examineRest(deployment({ databaseUrl: NOWHERE }));
    expect(wrong(findings)).toStrictEqual(['database, PostgreSQL']);
    expect(wrong(findings, 'skipped')).toContain('migrations, database');
    expect(JSON.stringify(findings)).not.toContain('a-secret-word');
  });

  it('reads what it can through the gateway alone, and says what it cannot see', async () => {
    const services = new Map<ServiceName, string | null>(SERVICES.map((name) => [name, null]));
    services.set('api-gateway', built.installation.url('api-gateway'));
    const findings = await examine(deployment({ services, databaseUrl: null, home: null }));
    expect(wrong(findings)).toStrictEqual([]);
    expect(textOf(findings, 'log, checkpoint')).toContain('signed by a key of the log');
    expect(textOf(findings, 'services, ec-service')).toContain('Set EC_SERVICE_URL');
  });

  it('cannot change the database', async () => {
    const view = await DatabaseView.open(built.installation.databaseUrl);
    await expect(view.rows('CREATE TABLE public.doctored (id int)')).rejects.toThrow('read-only');
    await view.close();
  });
});

describe('npm run doctor, of the database', () => {
  it('names migrations that are missing, and those of a later release', async () => {
    const last = 'EvolutionEvidence1793500056000';
    await database.query('DELETE FROM acgs_migrations WHERE name = $1', [last]);
    const behind = await examineRest(deployment());
    await database.query('INSERT INTO acgs_migrations (timestamp, name) VALUES (1793500056000, $1)', [last]);
    const later = 'Later1999999999999';
    await database.query('INSERT INTO acgs_migrations (timestamp, name) VALUES (1999999999999, $1)', [later]);
    const ahead = await examineRest(deployment());
    await database.query('DELETE FROM acgs_migrations WHERE name = $1', [later]);

    expect(wrong(behind)).toStrictEqual(['migrations, tables']);
    expect(textOf(behind, 'migrations, tables')).toContain(last);
    expect(wrong(ahead, 'warn')).toStrictEqual(['migrations, tables']);
    expect(textOf(ahead, 'migrations, tables')).toContain(later);
  });

  it('sees rows of another charter, and keys that have signed for more than a year', async () => {
    const set = (values: string): Promise<unknown> =>
      database.query(`UPDATE auth_service.signing_keys SET ${values}`);
    await set(`constitutional_hash = '0000000000000000', created_at = created_at - interval '400 days'`);
    const findings = await examineRest(deployment());
    await set(`constitutional_hash = 'cdd01ef066bc6cf2', created_at = created_at + interval '400 days'`);
    expect(wrong(findings)).toStrictEqual(['constitutional hash, auth_service.signing_keys']);
    expect(wrong(findings, 'warn')).toStrictEqual(['keys, tokens']);
  });
});

describeWithRedis('npm run doctor, of Redis', () => {
  let redis: RedisServer;

  beforeAll(async () => {
    redis = await RedisServer.start(['--maxmemory', '50mb', '--maxmemory-policy', 'allkeys-lru']);
  });

  afterAll(() => redis.kill());

  it('warns of policies that drop what others keep or what must be remembered, and is content with the one that is documented', async () => {
    for (const policy of ['allkeys-lru', 'volatile-ttl']) {
      await redis.command('CONFIG', 'SET', 'maxmemory-policy', policy);
      expect(wrong(await examineRest(deployment({ redisUrl: redis.url })), 'warn')).toStrictEqual([
        'redis, Redis',
      ]);
    }
    await redis.command('CONFIG', 'SET', 'maxmemory-policy', 'volatile-lru');
    const findings = await examineRest(deployment({ redisUrl: redis.url }));
    expect(wrong(findings, 'warn')).toStrictEqual([]);
    expect(wrong(findings)).toStrictEqual([]);
  });

  it('names the commands that the user may not send, and changes nothing', async () => {
    const rights = ['+get', '+time', '+scan', '+ping', '+info', '+client|setname', '+eval'];
    await redis.command('ACL', 'SETUSER', 'narrow', 'on', '>a-secret-word', '~acgs:*', '&acgs:*', ...rights);
    const url = redis.url.replace('//', '//narrow:a-secret-word@');
    const findings = await examineRest(deployment({ redisUrl: url }));
    expect(wrong(findings)).toStrictEqual(['redis, Redis']);
    expect(textOf(findings, 'redis, Redis')).toContain('may not: set, del, unlink, publish');
    expect(await redis.command('DBSIZE')).toBe(0);
  });

  it('sees a wrong password, which it does not print, and a Redis that is gone', async () => {
    const url = redis.url.replace('//', '//narrow:another-secret-word@');
    const refused = await examineRest(deployment({ redisUrl: url }));
    expect(wrong(refused)).toStrictEqual(['redis, Redis']);
    expect(JSON.stringify(refused)).not.toContain('another-secret-word');
    await redis.kill();
    expect(wrong(await examineRest(deployment({ redisUrl: redis.url })))).toStrictEqual(['redis, Redis']);
  });
});

describe('npm run doctor, of the log', () => {
  it('sees that nothing takes entries to the log, and then that its tiles are not those that were signed', async () => {
    await built.installation.service('integrity-service')?.stop();
    const admin = await built.installation.login('admin');
    await admin.expect('POST', '/policies?activate=true', { ...POLICY, title: 'What the team allows now' });
    const stopped = await examine(deployment());
    await database.query(
      `UPDATE integrity_service.tiles SET hashes = decode(repeat('00', 32), 'hex') || substr(hashes, 33)
       WHERE tenant = 'default' AND level = 0 AND tile_index = 0`,
    );
    await built.installation.startService('integrity-service');
    const tampered = await examine(deployment());
    expect(wrong(stopped)).toStrictEqual(
      expect.arrayContaining(['services, integrity-service', 'log, checkpoint', 'log, outbox']),
    );
    expect(wrong(tampered)).toContain('log, tree');
  });
});

/** The command as a person runs it, told of the installation by variables alone. */
function runDoctor(): Promise<{ code: number; stdout: string }> {
  const { installation } = built;
  const addresses = SERVICES.map((name) => [
    `${name.toUpperCase().replaceAll('-', '_')}_URL`,
    installation.url(name),
  ]);
  const env = {
    ...process.env,
    ...(Object.fromEntries(addresses) as Record<string, string>),
    ACGS_HOME: installation.home,
    NODE_OPTIONS: '',
  };
  return new Promise((resolve) => {
    const command = [join(PROJECT_FOLDER, 'tools', 'run.mjs'), 'doctor', '--json'];
    execFile(process.execPath, command, { env }, (error, stdout) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout });
    });
  });
}
