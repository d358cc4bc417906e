import { loadConfiguration } from '@acgs/service';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { SERVICES, type ServiceName } from '../../tools/installation/service-process.js';
import { composedEnvironment, composeFile } from '../support/compose-file.js';
import { SERVICE_DEFINITIONS } from '../../tools/installation/service-definitions.js';
import { pageText } from './docs-pages.js';

/** The processes of each service in production. */
const WORKERS: Readonly<Record<ServiceName, number>> = {
  'api-gateway': 4,
  'constitutional-core': 3,
  'governance-engine': 3,
  'integrity-service': 2,
  'auth-service': 2,
  'ec-service': 2,
};
/** What one process opens beside its pool, see docs/workers.md. */
const BESIDE_THE_POOL = 2;

const { services, secrets, networks } = composeFile();

const SECRETS: Readonly<Record<string, string>> = {
  'database-url': 'postgres://acgs:secret@postgres:5432/acgs',
  'redis-url': 'redis://default:secret@redis:6379',
  'engine-client-secret': 'x'.repeat(64),
  'ec-client-secret': 'x'.repeat(64),
  'auth-key': Buffer.alloc(32).toString('base64'),
  'integrity-key': Buffer.alloc(32).toString('base64'),
};

describe('docker/docker-compose.yml', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'acgs-compose-'));
    for (const [name, value] of Object.entries(SECRETS)) writeFileSync(join(folder, name), `${value}\n`);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const environmentOf = (name: ServiceName): Record<string, string> => composedEnvironment(name, folder);

  it.each(SERVICES)('starts %s with settings that it takes, and none that it does not know', (name) => {
    const { variables } = SERVICE_DEFINITIONS[name];
    const environment = environmentOf(name);
    const settings = loadConfiguration(variables, environment) as { PORT: number; WORKERS: number };
    expect(settings.WORKERS).toBe(WORKERS[name]);
    expect(String(services[name]?.command)).toBe(`dist/apps/${name}/src/main.js`);
    const known = Object.keys(variables.shape);
    const unknown = Object.keys(environment).filter(
      (variable) => !known.includes(variable) && !known.includes(variable.replace(/_FILE$/, '')),
    );
    expect(unknown.filter((variable) => !SHARED.includes(variable))).toStrictEqual([]);
  });

  it.each(SERVICES)('gives %s the secrets that it reads, and no others', (name) => {
    const read = Object.values(services[name]?.environment ?? {})
      .map(String)
      .filter((value) => value.startsWith('/run/secrets/'))
      .map((value) => value.slice('/run/secrets/'.length));
    expect([...(services[name]?.secrets ?? [])].sort()).toStrictEqual([...new Set(read)].sort());
  });

  it.each(SERVICES)('bounds %s, and lets it write nowhere and gain nothing', (name) => {
    expect(services[name]).toMatchObject({
      deploy: { resources: { limits: { cpus: '1', memory: '2g' } } },
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  });

  it('names secrets and networks that are there', () => {
    for (const service of Object.values(services)) {
      expect(Object.keys(secrets)).toEqual(expect.arrayContaining(service.secrets));
      expect(Object.keys(networks)).toEqual(expect.arrayContaining(service.networks));
    }
    const made = pageText('docker/make-secrets.sh');
    const unmade = Object.values(secrets).filter(({ file }) => !made.includes(`keep ${file.slice(10)} `));
    expect(unmade).toStrictEqual([]);
  });

  it('has a PostgreSQL with room for all that the services may open', () => {
    const opened = SERVICES.filter((name) => 'DATABASE_URL_FILE' in environmentOf(name)).map(
      (name) => (WORKERS[name] + 1) * (20 + BESIDE_THE_POOL),
    );
    const most = opened.reduce((sum, each) => sum + each, 0);
    const command = [services.postgres?.command].flat().join(' ');
    const room = Number(/max_connections=(\d+)/.exec(command)?.[1]);
    expect(most).toBeLessThan(room - 3);
  });
});

/** Set for all, and of no meaning for some. */
const SHARED = ['ACGS_HOME', 'PUBLIC_ORIGIN'];

describe('docker/Dockerfile', () => {
  it('is as the reference of Dockerfiles has it', () => {
    const faults = validate(pageText('docker/Dockerfile')).map(({ message }) => message);
    expect(faults).toStrictEqual([]);
  });
});
