import { SharedRedis } from '@acgs/redis';
import { setTimeout as pause } from 'node:timers/promises';
import { POLICY, startGoverned } from '../support/governed.js';
import type { Installation } from '../support/installation.js';
import { redisIs } from '../support/redis-client.js';
import { RedisServer } from '../support/redis-server.js';
import { describeWithRedis } from '../support/redis-suite.js';
import { ServiceInstance } from '../support/service-instance.js';

const PATHS = [
  ['governance-engine', '/api/v1/policies'],
  ['governance-engine', `/api/v1/policies/${POLICY.id}`],
  ['governance-engine', `/api/v1/policies/${POLICY.id}/versions`],
  ['constitutional-core', '/api/v1/constitution'],
  ['constitutional-core', '/api/v1/constitution/versions/1'],
] as const;

const READERS = 8;

let titles = 0;

/** Reads and writes until it is stopped, and remembers every answer that is no success. */
class Load {
  readonly failures: string[] = [];
  answered = 0;
  written = 0;
  private stopped = false;
  private readonly running: Promise<unknown>;

  constructor(private readonly installation: Installation) {
    this.running = Promise.all([this.write(), ...Array.from({ length: READERS }, (_, n) => this.read(n))]);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  /** Resolves when so many more have been answered, one write among them. */
  async goesOn(): Promise<void> {
    const { answered, written } = this;
    while (this.answered < answered + 50 || this.written === written) await pause(5);
  }

  private async read(first: number): Promise<void> {
    for (let n = first; !this.stopped; n++) {
      const [service, path] = PATHS[n % PATHS.length] ?? PATHS[0];
      const sent = this.installation.call(service, 'GET', path);
      const status = await sent.then((answer) => answer.status, String);
      if (status !== 200) this.failures.push(`${path} ${String(status)}`);
      this.answered++;
    }
  }

  private async write(): Promise<void> {
    while (!this.stopped) {
      const body = { ...POLICY, title: `Title ${String(titles++)}` };
      const answer = await this.installation.call('governance-engine', 'POST', '/api/v1/policies', { body });
      if (answer.status !== 201) this.failures.push(`POST ${String(answer.status)}`);
      const { version } = answer.body as { version: number };
      const path = `/api/v1/policies/${POLICY.id}`;
      const read = await this.installation.call('governance-engine', 'GET', path);
      if ((read.body as { version: number }).version < version)
        this.failures.push('read before its own write');
      this.written++;
      await pause(20);
    }
  }
}

describeWithRedis('cached routes under load, while Redis', () => {
  let redis: RedisServer;
  let installation: Installation;
  let load: Load;

  beforeAll(async () => {
    redis = await RedisServer.start();
    installation = await startGoverned({ REDIS_URL: redis.url });
  });

  afterAll(async () => {
    await installation.close();
    await redis.kill();
  });

  beforeEach(async () => {
    await stateIs('up');
    load = new Load(installation);
    await load.goesOn();
  });

  afterEach(async () => {
    await load.stop();
  });

  const stateIs = async (state: 'up' | 'down'): Promise<void> => {
    for (const name of ['governance-engine', 'constitutional-core'] as const)
      await redisIs(state, installation.service(name).app.get(SharedRedis, { strict: false }));
  };

  async function expectNoFailure(fail: () => unknown, heal: () => unknown): Promise<void> {
    await fail();
    await stateIs('down');
    await load.goesOn();
    await heal();
    await stateIs('up');
    await load.goesOn();
    await load.stop();
    expect(load.failures).toStrictEqual([]);
  }

  it('is killed and comes back empty, fails no request', async () => {
    await expectNoFailure(
      () => redis.kill(),
      () => redis.restart(),
    );
  });

  it('is paused and goes on, fails no request', async () => {
    await expectNoFailure(
      () => {
        redis.pause();
      },
      () => {
        redis.resume();
      },
    );
  });

  it('is full, fails no request', async () => {
    await expectNoFailure(
      () => redis.command('CONFIG', 'SET', 'maxmemory', '1'),
      () => redis.command('CONFIG', 'SET', 'maxmemory', '0'),
    );
  });

  it('fails over and refuses writes, fails no request', async () => {
    await expectNoFailure(
      () => redis.command('REPLICAOF', '127.0.0.1', '1'),
      () => redis.command('REPLICAOF', 'NO', 'ONE'),
    );
  });

  it('is flushed again and again, fails no request', async () => {
    for (let n = 0; n < 20; n++) {
      await redis.flush();
      await load.goesOn();
    }
    await load.stop();
    expect(load.failures).toStrictEqual([]);
  });

  it('drops the connections of everybody, fails no request', async () => {
    for (let n = 0; n < 5; n++) {
      await redis.command('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
      await redis.command('CLIENT', 'KILL', 'TYPE', 'pubsub');
      await stateIs('up');
      await load.goesOn();
    }
    await load.stop();
    expect(load.failures).toStrictEqual([]);
  });
});

describeWithRedis('what Redis kept over a write that it did not hear of', () => {
  it('is shown by nobody when Redis is back', async () => {
    const redis = await RedisServer.start();
    const installation = await startGoverned({ REDIS_URL: redis.url });
    const shared = installation.service('governance-engine').app.get(SharedRedis, { strict: false });
    const path = `/api/v1/policies/${POLICY.id}`;
    await redisIs('up', shared);
    while (!String(await redis.command('KEYS', '*PoliciesController.find:*')).includes(POLICY.id)) {
      await installation.call('governance-engine', 'GET', path);
      await pause(5);
    }

    redis.pause();
    await redisIs('down', shared);
    const body = { ...POLICY, title: 'Written while Redis was away' };
    expect((await installation.call('governance-engine', 'POST', '/api/v1/policies', { body })).status).toBe(
      201,
    );
    redis.resume();
    await redisIs('up', shared);
    expect(String(await redis.command('KEYS', '*PoliciesController.find:*'))).toContain(POLICY.id);

    const other = await ServiceInstance.start(installation, 'governance-engine');
    await redisIs('up', other.redis);
    while (other.knowledge.installation === '') await pause(5);
    expect((await other.call('GET', `/policies/${POLICY.id}`)).body).toMatchObject({ version: 2 });
    expect((await installation.call('governance-engine', 'GET', path)).body).toMatchObject({ version: 2 });
    await other.close();
    await installation.close();
    await redis.kill();
  });
});
