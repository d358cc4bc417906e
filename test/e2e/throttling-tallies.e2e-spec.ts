import { Policy } from '../../libs/throttling/src/core/policy.js';
import { Tally } from '../../libs/throttling/src/core/tally.js';
import { RedisTallies } from '../../libs/throttling/src/redis-tallies.js';
import { openRedisClient, redisIs, type RedisClient } from '../support/redis-client.js';
import { RedisServer } from '../support/redis-server.js';
import { describeWithRedis } from '../support/redis-suite.js';

const HOUR = 3_600_000;
/** One request uses up 36 s, which is more than a test takes. */
const POLICY = new Policy('test', { requests: 100, seconds: 3600 });
const KEY = 'acgs:cdd01ef066bc6cf2:throttle:test:caller';

describeWithRedis('what processes have counted together in Redis', () => {
  let redis: RedisServer;
  let client: RedisClient;
  let tallies: RedisTallies;

  beforeAll(async () => {
    redis = await RedisServer.start();
    client = await openRedisClient(redis.url);
    tallies = new RedisTallies(client.redis);
    await redisIs('up', client.redis);
  });

  afterAll(async () => {
    await client.context.close();
    await redis.kill();
  });

  beforeEach(async () => {
    await redis.flush();
  });

  /** In requests, as many as are used up; what has come back since is less than one. */
  const tell = async (requests: number, known = 0): Promise<number> => {
    const told = { tally: new Tally('caller', POLICY), requests, untilWhole: known * POLICY.interval };
    const [untilWhole = 0] = await tallies.exchange([told]);
    return Math.max(0, Math.ceil(untilWhole / POLICY.interval));
  };

  it('is added up', async () => {
    expect(await tell(3)).toBe(3);
    expect(await tell(4)).toBe(7);
    expect(await tell(0)).toBe(7);
  });

  it('is what a process knows where Redis knows less, and is not added to it', async () => {
    expect(await tell(1, 10)).toBe(10);
    expect(await tell(1, 5)).toBe(11);
  });

  it('is two windows at most, and gone with the last of them', async () => {
    expect(await tell(150)).toBe(150);
    expect(await tell(150)).toBe(200);
    expect(await redis.command('PTTL', KEY)).toBeLessThanOrEqual(2 * HOUR);
    expect(await redis.command('PTTL', KEY)).toBeGreaterThan(2 * HOUR - POLICY.interval);
  });

  it('is kept apart for each caller and each limit', async () => {
    const other = new Policy('other', { requests: 100, seconds: 3600 });
    const all = [new Tally('caller', POLICY), new Tally('a', POLICY), new Tally('caller', other)];
    const told = all.map((tally, index) => ({ tally, requests: index + 1, untilWhole: 0 }));
    const heard = await tallies.exchange(told);
    expect(heard.map((untilWhole) => Math.ceil(untilWhole / POLICY.interval))).toStrictEqual([1, 2, 3]);
  });
});
