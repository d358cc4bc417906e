import { type ConfiguredClient, localClients, readClientsFile } from '@acgs/access';
import { LocalPostgres } from '@acgs/database';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES, type ServiceName } from '../../tools/installation/service-process.js';
import { BuiltService } from '../support/built-service.js';
import { composedEnvironment } from '../support/compose-file.js';
import { ImageFolder } from '../support/image-folder.js';

/** Whatever the compose file says of them: the PostgreSQL is a small one, and there is no Redis. */
const OF_THE_TEST = {
  PORT: '0',
  WORKERS: '1',
  DATABASE_POOL_SIZE: '4',
  LOG_LEVEL: 'warn',
  REDIS_URL_FILE: '',
};

/** One with a database and more than one process, which its primary starts. */
const WITH_WORKERS: ServiceName = 'ec-service';
const OWN_CLIENTS = ['governance-engine', 'ec-service'];
const DOCKER = join(import.meta.dirname, '..', '..', 'docker');

describe('what stands in the image', () => {
  let image: ImageFolder;
  let secrets: string;
  let postgres: LocalPostgres;

  beforeAll(async () => {
    image = new ImageFolder();
    postgres = await LocalPostgres.open(join(image.path, 'postgres'));
    const docker = join(image.path, 'docker');
    mkdirSync(docker, { recursive: true });
    execFileSync('cp', [join(DOCKER, 'make-secrets.sh'), docker]);
    execFileSync('sh', [join(docker, 'make-secrets.sh')]);
    secrets = join(docker, 'secrets');
    execFileSync('mv', [join(secrets, 'clients.json'), join(secrets, 'clients')]);
    writeFileSync(join(secrets, 'database-url'), postgres.url, { mode: 0o600 });
  });

  afterAll(async () => {
    await postgres.stop();
    image.remove();
  });

  const started = (name: ServiceName): BuiltService =>
    new BuiltService(
      name,
      {
        ...composedEnvironment(name, secrets),
        ...OF_THE_TEST,
        WORKERS: name === WITH_WORKERS ? '2' : '1',
        NODE_ENV: 'production',
        NODE_OPTIONS: ImageFolder.NODE_OPTIONS,
      },
      image.path,
    );

  it.each(SERVICES)('starts %s in production with its secrets, and its probe says so', async (name) => {
    const service = started(name);
    try {
      const url = await service.url();
      const { port } = new URL(url);
      const probe = spawnSync(process.execPath, ['docker/probe.mjs', 'live'], {
        cwd: image.path,
        env: { PORT: port },
        encoding: 'utf8',
      });
      expect([probe.status, probe.stderr]).toStrictEqual([0, '']);
    } finally {
      service.kill('SIGTERM');
      expect(await service.ended).toBe(0);
    }
  });

  it('has secrets with which the services may do what those of one machine may', async () => {
    const rightsOf = (clients: readonly ConfiguredClient[]): unknown =>
      OWN_CLIENTS.map((name) => {
        const { roles, permissions } = clients.find(({ id }) => id === name) ?? {};
        return { name, roles, permissions };
      });
    const made = await readClientsFile(join(secrets, 'clients'));
    expect(rightsOf(made)).toStrictEqual(rightsOf(await localClients(join(image.path, 'home'))));
  });

  it('has a probe that says no where nothing listens', () => {
    const probe = spawnSync(process.execPath, ['docker/probe.mjs'], { cwd: image.path, env: { PORT: '1' } });
    expect(probe.status).toBe(1);
  });

  it('has no package that tests and builds alone need', () => {
    const script = "import('typescript').then(() => process.exit(1), () => import('fastify'))";
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: image.path,
      env: { NODE_OPTIONS: ImageFolder.NODE_OPTIONS },
      encoding: 'utf8',
    });
    expect([child.status, child.stderr]).toStrictEqual([0, '']);
  });
});
