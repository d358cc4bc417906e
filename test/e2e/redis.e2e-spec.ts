import { RedisUnavailableError, type SharedRedis } from '@acgs/redis';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { MovingAddress } from '../support/moving-address.js';
import { openRedisClient, type RedisClient, redisIs } from '../support/redis-client.js';
import { RedisServer } from '../support/redis-server.js';
import { describeWithRedis } from '../support/redis-suite.js';

const set = (redis: SharedRedis, key = 'key'): Promise<unknown> => redis.run((client) => client.set(key, 1));

describeWithRedis('the shared Redis client', () => {
  let server: RedisServer;
  let client: RedisClient;
  let redis: SharedRedis;

  beforeEach(async () => {
    server = await RedisServer.start();
    client = await openRedisClient(server.url);
    ({ redis } = client);
    await redisIs('up', redis);
  });

  afterEach(async () => {
    await client.context.close();
    await server.kill();
  });

  it('sends what is asked at the same time together, on one connection', async () => {
    const all = (): Promise<unknown> =>
      Promise.all(Array.from({ length: 100 }, (_, n) => set(redis, `key${String(n)}`)));
    // On a busy machine Redis may not answer within its 50 ms; the connection stays.
    while (
      await all().then(
        () => false,
        () => true,
      )
    )
      await redisIs('up', redis);
    expect(await server.command('DBSIZE')).toBe(101);
    const clients = String(await server.command('CLIENT', 'LIST'));
    expect(clients.match(/name=acgs/g)).toHaveLength(1);
    expect(await client.metrics()).toMatch(/^acgs_redis_connections\{[^}]*\} 1$/m);
  });

  it('is down at once when the server is killed, and up by itself when it is back', async () => {
    await server.kill();
    await redisIs('down', redis);
    await expect(set(redis)).rejects.toThrow(RedisUnavailableError);
    await server.restart();
    await redisIs('up', redis);
    await set(redis);
    expect(await server.command('GET', 'key')).toBe('1');
  });

  it('finds the new primary behind the same address when the old one is demoted and keeps its connections', async () => {
    const other = await RedisServer.start();
    const { port } = server;
    const address = await MovingAddress.lead(port);
    const moving = await openRedisClient(address.url);
    const heard = new Promise((resolve) => {
      moving.redis.subscribe('news', resolve);
    });
    await redisIs('up', moving.redis);
    address.port = other.port;
    await server.command('REPLICAOF', '127.0.0.1', String(other.port));
    await redisIs('down', moving.redis);
    await redisIs('up', moving.redis);
    await set(moving.redis, 'moved');
    expect(await other.command('GET', 'moved')).toBe('1');
    while (Number(await other.command('PUBLISH', 'news', 'of the new one')) === 0);
    expect(await heard).toBe('of the new one');
    await moving.context.close();
    await address.close();
    await other.kill();
  });

  it('leaves nobody waiting for a server that is paused, and asks it nothing until it answers', async () => {
    server.pause();
    const calls = Array.from({ length: 20 }, () => set(redis, 'paused'));
    for (const call of calls) await expect(call).rejects.toThrow(RedisUnavailableError);
    let asked = false;
    const work = (): Promise<void> => {
      asked = true;
      return Promise.resolve();
    };
    await expect(redis.run(work)).rejects.toThrow(RedisUnavailableError);
    expect(asked).toBe(false);
    expect(redis.health()).toStrictEqual({ redis: { status: 'up', state: 'down' } });
    server.resume();
    await redisIs('up', redis);
    await set(redis);
  });

  it.each([
    ['is full', ['CONFIG', 'SET', 'maxmemory', '1'], ['CONFIG', 'SET', 'maxmemory', '0']],
    ['has become a replica', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE']],
    ['has lost its master', ['REPLICAOF', '127.0.0.1', '1', 'stale'], ['REPLICAOF', 'NO', 'ONE']],
  ])('does without a server that %s, as long as it is so', async (_, [name = '', ...parts], undo) => {
    if (parts.at(-1) === 'stale') await server.command('CONFIG', 'SET', 'replica-serve-stale-data', 'no');
    await server.command(name, ...parts.filter((part) => part !== 'stale'));
    await redisIs('down', redis);
    await server.command(undo[0] ?? '', ...undo.slice(1));
    await redisIs('up', redis);
    await set(redis);
    expect(await client.metrics()).toMatch(/^acgs_redis_failures_total\{[^}]*reason="reply"[^}]*\} [1-9]/m);
  });

  it('hears its channels again after the server was away, over a second connection', async () => {
    const heard: string[] = [];
    redis.subscribe('channel', (message) => heard.push(message));
    const publish = async (message: string): Promise<void> => {
      while (!heard.includes(message)) await server.command('PUBLISH', 'channel', message);
    };
    await publish('before');
    await server.restart();
    await redisIs('up', redis);
    await publish('after');
    expect(await client.metrics()).toMatch(/^acgs_redis_connections\{[^}]*\} 2$/m);
  });
});

/** Passes connections on; those of before `cut` then stay open and carry nothing more. */
async function startLink(port: number): Promise<{ url: string; cut(): void; close(): void }> {
  const sockets = new Set<Socket>();
  const link = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const socket of [near, far]) sockets.add(socket.on('error', () => undefined));
    near.pipe(far).pipe(near);
  }).listen(0, '127.0.0.1');
  await once(link, 'listening');
  return {
    url: `redis://127.0.0.1:${String((link.address() as AddressInfo).port)}`,
    cut: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
    close: () => {
      link.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

describeWithRedis('a Redis that is hard to reach', () => {
  it('is reached over a new connection when the old one carries nothing more', async () => {
    const server = await RedisServer.start();
    const link = await startLink(server.port);
    const { context, redis } = await openRedisClient(link.url);
    await redisIs('up', redis);
    link.cut();
    await redisIs('down', redis);
    await redisIs('up', redis);
    await expect(set(redis)).resolves.toBe('OK');
    await context.close();
    link.close();
    await server.kill();
  });

  it('is done without when the password is wrong, and the password stands in no line of the log', async () => {
    const server = await RedisServer.start(['--requirepass', 'right']);
    const { context, redis, log } = await openRedisClient(server.url.replace('//', '//:hunter2@'));
    while (!log.some((line) => line.includes('WRONGPASS')))
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(redis.state).toBe('down');
    expect(log.join()).not.toContain('hunter2');
    await context.close();
    await server.kill();
  });

  it('is off where none is configured', async () => {
    const off = await openRedisClient(undefined);
    const { context, redis } = off;
    expect(redis.state).toBe('off');
    await expect(set(redis)).rejects.toThrow(RedisUnavailableError);
    expect(await off.metrics()).toMatch(/^acgs_redis_usable\{[^}]*\} 0$/m);
    await context.close();
  });
});
