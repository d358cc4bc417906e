import { setTimeout as pause } from 'node:timers/promises';
import { POLICY, startGoverned } from '../support/governed.js';
import type { Answer, Installation } from '../support/installation.js';
import { RedisServer } from '../support/redis-server.js';
import { describeWithRedis } from '../support/redis-suite.js';

const ENGINE = 'governance-engine';
const OF_OTHERS = ['session:42', 'acgs:c1:another-installation:cdd01ef066bc6cf2:engine:Some.route:1:x'];

describeWithRedis('a Redis that others use, too', () => {
  let redis: RedisServer;
  let installation: Installation;

  beforeAll(async () => {
    redis = await RedisServer.start();
    installation = await startGoverned({ REDIS_URL: redis.url });
    for (const key of OF_OTHERS) await redis.command('SET', key, 'theirs');
  });

  afterAll(async () => {
    await installation.close();
    await redis.kill();
  });

  const ownKeys = async (): Promise<string[]> => {
    const keys = (await redis.command('KEYS', 'acgs:c1:*PoliciesController*')) as string[];
    return keys.filter((key) => !key.endsWith(':lease'));
  };

  async function keptKeys(): Promise<string[]> {
    for (;;) {
      await installation.call(ENGINE, 'GET', `/api/v1/policies/${POLICY.id}`);
      const keys = await ownKeys();
      if (keys.length > 0) return keys;
      await pause(5);
    }
  }

  const invalidate = (body: object): Promise<Answer> =>
    installation.call(ENGINE, 'POST', '/api/v1/cache/invalidate', { body });

  it('keeps what is of others, whatever is invalidated', async () => {
    const kept = await keptKeys();
    const byKey = await invalidate({ keys: [...OF_OTHERS, ...kept] });
    expect(byKey.body).toMatchObject({ removed: { shared: kept.length } });
    expect(await ownKeys()).toStrictEqual([]);
    await keptKeys();
    expect((await invalidate({ pattern: '*' })).status).toBe(200);
    expect(await ownKeys()).toStrictEqual([]);
    expect(await redis.command('EXISTS', ...OF_OTHERS)).toBe(OF_OTHERS.length);
  });
});
