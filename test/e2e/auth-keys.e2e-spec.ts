import { AUTH_SERVICE } from '../../apps/auth-service/src/auth-service.definition.js';
import { ConfigurationError, loadConfiguration, type RunningService, startService } from '@acgs/service';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const newKey = (): string => randomBytes(32).toString('base64');

describe('the signing key', () => {
  let database: TestDatabase;
  let home: string;

  beforeEach(async () => {
    database = await createTestDatabase();
    home = await mkdtemp(join(tmpdir(), 'acgs-home-'));
  });

  afterEach(async () => {
    await database.drop();
    await rm(home, { recursive: true, force: true });
  });

  const start = (environment: Record<string, string> = {}): Promise<RunningService> => {
    const settings = { DATABASE_URL: database.url, ACGS_HOME: home, PORT: '0', LOG_LEVEL: 'silent' };
    return startService(
      AUTH_SERVICE,
      loadConfiguration(AUTH_SERVICE.variables, { ...settings, ...environment }),
    );
  };

  const keySetOf = async (service: RunningService): Promise<string> =>
    (await fetch(`${service.url}/.well-known/jwks.json`)).text();

  async function keySetOfOneLife(environment: Record<string, string> = {}): Promise<string> {
    const service = await start(environment);
    const keySet = await keySetOf(service);
    await service.close();
    return keySet;
  }

  async function storedKeys(): Promise<{ kid: string; sealed_key: Buffer; constitutional_hash: string }[]> {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<{ kid: string; sealed_key: Buffer; constitutional_hash: string }>(
      'SELECT kid, sealed_key, constitutional_hash FROM auth_service.signing_keys',
    );
    await client.end();
    return rows;
  }

  it('is published without its private part, and outlives the process', async () => {
    const first = await keySetOfOneLife();
    expect(JSON.parse(first)).toStrictEqual({
      keys: [
        {
          kty: 'EC',
          crv: 'P-256',
          alg: 'ES256',
          use: 'sig',
          kid: expect.stringMatching(/^[\w-]{43}$/),
          x: expect.stringMatching(/^[\w-]{43}$/),
          y: expect.stringMatching(/^[\w-]{43}$/),
        },
      ],
    });
    expect(await keySetOfOneLife()).toBe(first);
  });

  it('lies in the database sealed, and its key beside nobody else', async () => {
    const { keys } = JSON.parse(await keySetOfOneLife()) as { keys: [{ kid: string; x: string }] };
    const [stored, ...others] = await storedKeys();
    expect(others).toStrictEqual([]);
    expect(stored).toMatchObject({ kid: keys[0].kid, constitutional_hash: 'cdd01ef066bc6cf2' });
    expect(stored!.sealed_key.toString('latin1')).not.toMatch(/"d"|"kty"/);
    expect(stored!.sealed_key.toString('latin1')).not.toContain(keys[0].x);
    for (const file of ['auth.key', 'clients.json']) {
      expect((await stat(join(home, file))).mode & 0o777).toBe(0o600);
    }
    expect(await readdir(home)).toHaveLength(2);
  });

  it('is the same for services that start at the same time', async () => {
    const services = await Promise.all([start(), start(), start()]);
    const keySets = await Promise.all(services.map(keySetOf));
    expect(new Set(keySets).size).toBe(1);
    expect(await storedKeys()).toHaveLength(1);
    await Promise.all(services.map((service) => service.close()));
  });

  it('opens with the key of the first start alone, from the environment or from a file', async () => {
    const key = newKey();
    const keySet = await keySetOfOneLife({ AUTH_KEY_ENCRYPTION_KEY: key });
    const path = join(home, 'key');
    await writeFile(path, `${key}\n`, { mode: 0o600 });
    expect(await keySetOfOneLife({ AUTH_KEY_FILE: path })).toBe(keySet);

    const refusal = start({ AUTH_KEY_ENCRYPTION_KEY: newKey() });
    await expect(refusal).rejects.toThrow(ConfigurationError);
    await expect(refusal).rejects.toThrow(
      /^The signing key in the database does not open with this key: set .+\.$/,
    );
  });

  it('does not open with a file that others may read, or that is not a key', async () => {
    const path = join(home, 'key');
    await writeFile(path, newKey());
    await chmod(path, 0o640);
    await expect(start({ AUTH_KEY_FILE: path })).rejects.toThrow(
      `AUTH_KEY_FILE: others may read the key file ${path}`,
    );
    await chmod(path, 0o600);
    await writeFile(path, 'short');
    await expect(start({ AUTH_KEY_FILE: path })).rejects.toThrow('must hold 32 bytes in base64');
    await expect(start({ AUTH_KEY_FILE: join(home, 'none') })).rejects.toThrow(/^AUTH_KEY_FILE: .*ENOENT/);
    expect(() => loadConfiguration(AUTH_SERVICE.variables, { AUTH_KEY_ENCRYPTION_KEY: 'c2hvcnQ=' })).toThrow(
      'AUTH_KEY_ENCRYPTION_KEY: must be 32 bytes in base64',
    );
  });

  it('is not made in production, and neither are clients: the start names what to set', async () => {
    const NODE_ENV = 'production';
    await expect(start({ NODE_ENV })).rejects.toThrow(
      'set AUTH_KEY_ENCRYPTION_KEY (32 bytes in base64) or AUTH_KEY_FILE',
    );
    const AUTH_KEY_ENCRYPTION_KEY = newKey();
    await expect(start({ NODE_ENV, AUTH_KEY_ENCRYPTION_KEY })).rejects.toThrow('set AUTH_CLIENTS_FILE');
    expect(await readdir(home)).toStrictEqual([]);
  });
});
