import { SharedRedis } from '@acgs/redis';
import { setTimeout as pause } from 'node:timers/promises';
import { exchange } from '../support/exchange.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { redisIs } from '../support/redis-client.js';
import { RedisServer } from '../support/redis-server.js';
import { describeWithRedis } from '../support/redis-suite.js';

const ASKERS = 6;
const LIMIT = 400;
/** What comes back of it within a test is nothing. */
const STRICT = `${String(LIMIT)}/86400`;

const ask = async (gateway: TestGateway, method: string, path: string): Promise<number> =>
  (await exchange(gateway.url, { method, path, headers: gateway.headers })).status;

const decide = (gateway: TestGateway): Promise<number> => ask(gateway, 'POST', '/api/v1/decisions');

/** Asks until the limit is used up, and tells how many passed. */
async function untilRefused(gateway: TestGateway): Promise<number> {
  for (let admitted = 0; ; admitted++) {
    const status = await decide(gateway);
    if (status === 429) return admitted;
    if (status !== 200) throw new Error(`answered ${String(status)}`);
  }
}

/** Asks for decisions, which are admitted, and reads more than its limit allows, until it is stopped. */
class Load {
  readonly failures: string[] = [];
  readonly counts = new Map<number, number>();
  private stopped = false;
  private readonly running: Promise<unknown>;

  constructor(private readonly gateways: readonly TestGateway[]) {
    this.running = Promise.all(Array.from({ length: ASKERS }, (_, n) => this.run(n)));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  /** Resolves when so many more have been admitted, and some refused. */
  async goesOn(): Promise<void> {
    const [admitted, refused] = [this.of(200), this.of(429)];
    while (this.of(200) < admitted + 100 || this.of(429) === refused) await pause(5);
  }

  private of(status: number): number {
    return this.counts.get(status) ?? 0;
  }

  private async run(first: number): Promise<void> {
    for (let n = first; !this.stopped; n++) {
      const gateway = this.gateways[n % this.gateways.length]!;
      const reads = n % 3 === 0;
      const asked = reads ? ask(gateway, 'GET', '/api/v1/policies') : decide(gateway);
      const status = await asked.catch(() => 0);
      this.counts.set(status, this.of(status) + 1);
      if (status !== 200 && !(reads && status === 429))
        this.failures.push(`${reads ? 'GET' : 'POST'} ${String(status)}`);
    }
  }
}

describeWithRedis('the limits of two gateways with one Redis', () => {
  let redis: RedisServer;
  let gateways: TestGateway[] = [];

  beforeEach(async () => {
    redis = await RedisServer.start();
  });

  afterEach(async () => {
    for (const gateway of gateways) await gateway.close();
    await redis.kill();
  });

  const started = async (
    environment: Record<string, string>,
  ): Promise<readonly [TestGateway, TestGateway]> => {
    const start = async (): Promise<TestGateway> => {
      const gateway = await startGateway({ REDIS_URL: redis.url, ...environment });
      for (const upstream of [gateway.engine, gateway.core]) upstream.answer((_, answer) => answer.end('{}'));
      return gateway;
    };
    const pair = [await start(), await start()] as const;
    gateways = [...pair];
    await stateIs('up');
    return pair;
  };

  const stateIs = async (state: 'up' | 'down'): Promise<void> => {
    for (const { service } of gateways) await redisIs(state, service.app.get(SharedRedis, { strict: false }));
  };

  it('are one: what is used up at the first is used up at the second', async () => {
    const [one, other] = await started({ THROTTLE_DECISIONS: STRICT });
    expect(await untilRefused(one)).toBe(LIMIT);
    expect(await untilRefused(other)).toBeLessThan(LIMIT / 2);
    const metrics = (await exchange(one.url, { path: '/metrics' })).body.toString();
    expect(metrics).toMatch(/^acgs_throttling_shared\{.*\} 1$/m);
  });

  it('hold for each alone while Redis is away, also for what was used up before', async () => {
    const [one, other] = await started({ THROTTLE_DECISIONS: STRICT });
    expect(await untilRefused(one)).toBe(LIMIT);
    await redis.kill();
    await stateIs('down');
    expect(await decide(one)).toBe(429);
    expect(await untilRefused(other)).toBeLessThanOrEqual(LIMIT);
  });

  it('are known again to a Redis that lost everything', async () => {
    const [one, other] = await started({ THROTTLE_DECISIONS: STRICT });
    for (let n = 0; n < LIMIT - 50; n++) await decide(one);
    await redis.restart();
    await stateIs('up');
    await untilRefused(one);
    expect(await untilRefused(other)).toBeLessThan(LIMIT / 2);
  });

  it.each<[string, () => unknown, () => unknown]>([
    ['killed and comes back', () => redis.kill(), () => redis.restart()],
    [
      'paused and goes on',
      () => {
        redis.pause();
      },
      () => {
        redis.resume();
      },
    ],
    [
      'full',
      () => redis.command('CONFIG', 'SET', 'maxmemory', '1'),
      () => redis.command('CONFIG', 'SET', 'maxmemory', '0'),
    ],
  ])('fail no request but those they refuse while Redis is %s', async (_, fail, heal) => {
    const load = new Load(await started({ THROTTLE_READS: '5/1' }));
    await load.goesOn();
    await fail();
    await stateIs('down');
    await load.goesOn();
    await heal();
    await stateIs('up');
    await load.goesOn();
    await load.stop();
    expect(load.failures).toStrictEqual([]);
  });

  it('fail no request but those they refuse while Redis is flushed', async () => {
    const load = new Load(await started({ THROTTLE_READS: '5/1' }));
    for (let n = 0; n < 10; n++) {
      await redis.flush();
      await load.goesOn();
    }
    await load.stop();
    expect(load.failures).toStrictEqual([]);
  });
});
