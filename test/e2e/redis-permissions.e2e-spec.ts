import { Redis } from 'ioredis';
import { readFile } from 'node:fs/promises';
import { POLICY, startGoverned } from '../support/governed.js';
import { startGateway } from '../support/gateway.js';
import { openRedisClient, type RedisClient, redisIs } from '../support/redis-client.js';
import { RedisServer } from '../support/redis-server.js';
import { describeWithRedis } from '../support/redis-suite.js';
import { ServiceInstance } from '../support/service-instance.js';

const PASSWORD = 'secret';

describeWithRedis('a user of Redis with few permissions', () => {
  let server: RedisServer;
  let client: RedisClient | null = null;

  beforeEach(async () => {
    server = await RedisServer.start();
  });

  /** One that outlived its test would write into the log of the next. */
  afterEach(async () => {
    await client?.context.close();
    client = null;
    await server.kill();
  });

  async function userWith(...rules: string[]): Promise<string> {
    await server.command('ACL', 'SETUSER', 'acgs', 'on', `>${PASSWORD}`, ...rules);
    return server.url.replace('redis://', `redis://acgs:${PASSWORD}@`);
  }

  it('goes without the command that it may not use, says so once, and uses the others', async () => {
    client = await openRedisClient(await userWith('~*', '&*', '+@all', '-@scripting', '-subscribe'));
    const { redis } = client;
    redis.subscribe('news', () => undefined);
    await redisIs('up', redis);
    for (let n = 0; n < 20; n++) {
      await expect(redis.run((one) => one.eval('return 1', 0))).rejects.toThrow('NOPERM');
      expect(await redis.run((one) => one.set(`key${String(n)}`, 1))).toBe('OK');
    }
    while (!client.log.some((line) => line.includes('SUBSCRIBE'))) await new Promise(setImmediate);
    const lines = client.log.filter((line) => line.includes('SharedRedis'));
    expect(lines).toHaveLength(3);
    // The second connection may be refused before the first one has passed its probe.
    for (const what of ['Redis is in use', 'EVAL', 'SUBSCRIBE']) {
      expect(lines.filter((line) => line.includes(what))).toHaveLength(1);
    }
    expect(lines.join('')).not.toContain(PASSWORD);
  });

  it('is done without as a whole when it may not write, and comes and goes quietly', async () => {
    const began = performance.now();
    client = await openRedisClient(await userWith('~*', '&*', '+@all'));
    await redisIs('up', client.redis);
    for (let n = 0; n < 6; n++) {
      await userWith('-set');
      await redisIs('down', client.redis);
      await userWith('+set');
      await redisIs('up', client.redis);
    }
    const lines = client.log.filter((line) => line.includes('SharedRedis'));
    const tensOfSeconds = Math.ceil((performance.now() - began) / 10_000);
    expect(lines.filter((line) => line.includes('Redis is in use')).length).toBeLessThanOrEqual(
      1 + tensOfSeconds,
    );
    expect(lines.filter((line) => line.includes("can't be used")).length).toBeLessThanOrEqual(tensOfSeconds);
  });

  it('has all that the services use with the rules in docs/settings.md', async () => {
    const settings = await readFile('docs/settings.md', 'utf8');
    const rules = /ACL SETUSER acgs on >PASSWORD ([^\n`]+)/.exec(settings)?.[1] ?? '';
    const env = { REDIS_URL: await userWith(...rules.trim().split(' ')) };
    const connection = new Redis(server.url);
    const monitor = await connection.monitor();
    const used = new Set<string>();
    monitor.on('monitor', (_time: string, [name = '']: string[]) => used.add(name.toLowerCase()));
    const installation = await startGoverned(env);
    const instances = [
      await ServiceInstance.start(installation, 'governance-engine'),
      await ServiceInstance.start(installation, 'governance-engine'),
    ];
    const gateway = await startGateway(env);
    for (const { redis } of instances) await redisIs('up', redis);
    await Promise.all(instances.map((one) => one.call('GET', `/policies/${POLICY.id}`)));
    await instances[0]?.call('POST', '/policies', { ...POLICY, title: 'Another' });
    while (!used.has('scan') || !used.has('publish')) {
      await instances[0]?.call('POST', '/cache/invalidate', { pattern: '*' });
    }
    while (!used.has('eval')) await fetch(`${gateway.url}/api/v1/policies`, { headers: gateway.headers });
    expect(await server.command('ACL', 'LOG')).toStrictEqual([]);
    monitor.disconnect();
    connection.disconnect();
    await gateway.close();
    for (const one of instances) await one.close();
    await installation.close();
  });
});
