import { deploymentOf, secretsOf } from './deployment.js';

const HOME = { ACGS_HOME: '/nowhere/acgs' };

describe('deploymentOf', () => {
  it('takes what npm start makes on this machine, but for what the environment names', async () => {
    const { services, databaseUrl, home } = await deploymentOf(undefined, {
      ...HOME,
      EC_SERVICE_PORT: '9006',
      AUTH_SERVICE_URL: 'https://auth.example',
    });
    expect(services.get('governance-engine')).toBe('http://127.0.0.1:8004');
    expect(services.get('ec-service')).toBe('http://127.0.0.1:9006');
    expect(services.get('auth-service')).toBe('https://auth.example');
    expect(databaseUrl).toBeNull();
    expect(home).toBe(HOME.ACGS_HOME);
  });

  it('knows of a deployment behind a gateway what it is told, and guesses nothing', async () => {
    const { services, home } = await deploymentOf('https://acgs.example', {
      ...HOME,
      EC_SERVICE_URL: 'http://ec:8006',
    });
    expect(services.get('api-gateway')).toBe('https://acgs.example');
    expect(services.get('ec-service')).toBe('http://ec:8006');
    expect(services.get('governance-engine')).toBeNull();
    expect(home).toBeNull();
  });

  it('names a variable that is wrong, without its value', async () => {
    await expect(deploymentOf(undefined, { DATABASE_URL: 'mysql://secret' })).rejects.toThrow(
      /DATABASE_URL: must/,
    );
  });
});

it('secretsOf gives every password of the addresses, as it is written and as it is meant', async () => {
  const deployment = await deploymentOf('https://user:gate@acgs.example', {
    DATABASE_URL: 'postgres://acgs:p%40ss@db/acgs',
    DATABASE_REPLICA_URL: 'postgres://acgs:copied@db2/acgs',
    REDIS_URL: 'redis://:word@redis',
  });
  expect(secretsOf(deployment).sort()).toStrictEqual(['copied', 'gate', 'p%40ss', 'p@ss', 'word']);
});
