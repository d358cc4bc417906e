import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { ProofKey } from '../support/dpop.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { redisIs } from '../support/redis-client.js';
import { RedisServer } from '../support/redis-server.js';
import { describeWithRedis } from '../support/redis-suite.js';
import { ServiceInstance } from '../support/service-instance.js';

const ORIGIN = 'https://acgs.test';
const PATH = '/api/v1/constitution/versions';

describeWithRedis('a proof that was used at one process of a service', () => {
  let redis: RedisServer;
  let installation: Installation;
  let instances: ServiceInstance[];
  let key: ProofKey;
  let token: string;

  beforeAll(async () => {
    redis = await RedisServer.start();
    installation = await startInstallation({
      env: { PUBLIC_ORIGIN: ORIGIN, REDIS_URL: redis.url, LOG_LEVEL: 'fatal' },
    });
    instances = await Promise.all(
      [1, 2].map(() => ServiceInstance.start(installation, 'constitutional-core')),
    );
    for (const instance of instances) await redisIs('up', instance.redis);
    key = await ProofKey.create();
    token = await installation.mint('auditor', { cnf: { jkt: key.thumbprint } });
  });

  afterAll(async () => {
    for (const instance of instances) await instance.close();
    await installation.close();
    await redis.kill();
  });

  const prove = (): Promise<string> => key.prove('GET', `${ORIGIN}${PATH}`, { token });
  const read = async (instance: ServiceInstance | undefined, proof: string): Promise<number> => {
    const headers = {
      [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
      Authorization: `DPoP ${token}`,
      DPoP: proof,
    };
    return (await fetch(`${instance?.url ?? ''}${PATH}`, { headers })).status;
  };

  it('is refused at every other one', async () => {
    const proof = await prove();
    expect(await read(instances[0], proof)).toBe(200);
    expect(await read(instances[1], proof)).toBe(401);
    expect(await read(instances[0], proof)).toBe(401);
    expect(await read(instances[1], await prove())).toBe(200);
  });

  it('passes once of many times at once', async () => {
    const proof = await prove();
    const statuses = await Promise.all(Array.from({ length: 20 }, (_, n) => read(instances[n % 2], proof)));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(new Set(statuses)).toStrictEqual(new Set([200, 401]));
  });

  it('is kept by its hash, until it is too old to be good', async () => {
    await redis.flush();
    expect(await read(instances[0], await prove())).toBe(200);
    const keys = (await redis.command('KEYS', 'acgs:proof:*')) as string[];
    expect(keys).toStrictEqual([expect.stringMatching(/^acgs:proof:constitutional-core:[\w-]{43}$/)]);
    const left = (await redis.command('TTL', keys[0] ?? '')) as number;
    expect(left).toBeGreaterThan(60);
    expect(left).toBeLessThanOrEqual(71);
  });

  it('passes at another one while Redis is away, as the documentation says, and at the same one never', async () => {
    await redis.kill();
    for (const instance of instances) await redisIs('down', instance.redis);
    const proof = await prove();
    expect(await read(instances[0], proof)).toBe(200);
    expect(await read(instances[0], proof)).toBe(401);
    expect(await read(instances[1], proof)).toBe(200);
    expect(await read(instances[1], proof)).toBe(401);
    await redis.restart();
    for (const instance of instances) await redisIs('up', instance.redis);
    const after = await prove();
    expect(await read(instances[1], after)).toBe(200);
    expect(await read(instances[0], after)).toBe(401);
  });
});
