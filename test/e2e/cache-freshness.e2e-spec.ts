import fc from 'fast-check';
import { setTimeout as pause } from 'node:timers/promises';
import { POLICY, startGoverned } from '../support/governed.js';
import type { Installation } from '../support/installation.js';
import { redisIs } from '../support/redis-client.js';
import { RedisServer } from '../support/redis-server.js';
import { describeWithRedis } from '../support/redis-suite.js';
import { ServiceInstance } from '../support/service-instance.js';

/** Milliseconds after which no process shows anything that it can't confirm. */
const BOUND = 2000;
const IDS = ['first', 'second'] as const;

type Step =
  | { readonly do: 'write' | 'read'; readonly process: 0 | 1; readonly policy: 0 | 1 }
  | { readonly do: 'kill' | 'restart' | 'pause' | 'resume' | 'flush' | 'wait' };

type RedisState = 'running' | 'paused' | 'killed';

const STATES: Readonly<Record<string, RedisState>> = {
  kill: 'killed',
  restart: 'running',
  pause: 'paused',
  resume: 'running',
};

interface Write {
  readonly process: number;
  readonly version: number;
  /** When its answer had come. */
  readonly answeredAt: number;
}

/** Of all runs: a policy that says the same as before is no new version. */
let titles = 0;

/** Two processes of the engine and what was written through them. */
class Model {
  readonly faults: string[] = [];
  private readonly writes: Record<string, Write[]> = { first: [], second: [] };
  private state: RedisState = 'running';

  constructor(
    private readonly instances: readonly ServiceInstance[],
    private readonly redis: RedisServer,
  ) {}

  async run(step: Step): Promise<void> {
    if (step.do === 'write') await this.write(step.process, IDS[step.policy]);
    else if (step.do === 'read') await this.read(step.process, IDS[step.policy]);
    else await this.disturb(step.do);
  }

  async write(process: number, id: string): Promise<void> {
    const body = { ...POLICY, id, title: `Title ${String(titles++)}` };
    const answer = await this.instances[process]!.call('POST', '/policies', body);
    if (answer.status !== 201) this.faults.push(`write ${String(answer.status)}`);
    const { version } = answer.body as { version: number };
    this.writes[id]?.push({ process, version, answeredAt: performance.now() });
  }

  async read(process: number, id: string): Promise<void> {
    const instance = this.instances[process]!;
    const began = performance.now();
    const confirmedAt = began - instance.knowledge.epochs.age(began);
    const due = this.writes[id]!.filter(
      (write) =>
        write.answeredAt < confirmedAt ||
        write.answeredAt < began - BOUND ||
        (write.process === process && write.answeredAt < began),
    );
    const least = Math.max(0, ...due.map(({ version }) => version));
    const { status, body } = await instance.call('GET', `/policies/${id}`);
    const { version = 0 } = body as { version?: number };
    if (status !== 200) this.faults.push(`read ${String(status)}`);
    else if (version < least) this.faults.push(`read ${String(version)} of ${id}, not ${String(least)}`);
  }

  /** So that the next run begins as this one did. */
  async heal(): Promise<void> {
    await this.redis.restart();
    await Promise.all(this.instances.map((instance) => redisIs('up', instance.redis)));
  }

  private async disturb(what: Exclude<Step['do'], 'write' | 'read'>): Promise<void> {
    if (what === 'wait') await pause(60);
    else if (what === 'kill') await this.redis.kill();
    else if (what === 'restart') await this.redis.restart();
    else if (this.state === 'killed') return;
    else if (what === 'pause') this.redis.pause();
    else if (what === 'resume') this.redis.resume();
    else if (this.state === 'running') await this.redis.flush();
    this.state = STATES[what] ?? this.state;
  }
}

const who = { process: fc.constantFrom(0, 1), policy: fc.constantFrom(0, 1) } as const;
const steps = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('read'), ...who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('write'), ...who }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('kill', 'restart', 'pause', 'resume', 'flush', 'wait') }),
  },
) as fc.Arbitrary<Step>;

describeWithRedis('two processes and a Redis that dies and comes back', () => {
  let redis: RedisServer;
  let installation: Installation;
  let instances: ServiceInstance[];

  beforeAll(async () => {
    redis = await RedisServer.start();
    installation = await startGoverned({ REDIS_URL: redis.url });
    const start = (): Promise<ServiceInstance> => ServiceInstance.start(installation, 'governance-engine');
    instances = [await start(), await start()];
  });

  afterAll(async () => {
    for (const instance of instances) await instance.close();
    await installation.close();
    await redis.kill();
  });

  it('never show what is older than their bound allows', async () => {
    const turns = fc.array(fc.array(steps, { minLength: 1, maxLength: 4 }), { minLength: 10, maxLength: 25 });
    const property = fc.asyncProperty(turns, async (planned) => {
      const model = new Model(instances, redis);
      await Promise.all(IDS.map((id) => model.write(0, id)));
      for (const atOnce of planned) {
        const disturbances = atOnce.filter((step) => step.do !== 'read' && step.do !== 'write');
        const calls = atOnce.filter((step) => step.do === 'read' || step.do === 'write');
        for (const step of disturbances) await model.run(step);
        await Promise.all(calls.map((step) => model.run(step)));
      }
      await model.heal();
      expect(model.faults).toStrictEqual([]);
    });
    await fc.assert(property, { numRuns: 12, endOnFailure: true });
  });
});
