import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { RedisModule, SharedRedis } from '@acgs/redis';
import type { RunningService } from '@acgs/service';
import { ThrottlingModule } from '@acgs/throttling';
import { startGuardedService } from '../support/guarded-service.js';
import { redisIs } from '../support/redis-client.js';
import { isRedisInstalled, RedisServer } from '../support/redis-server.js';
import { TokenIssuer } from '../support/token-issuer.js';
import {
  figureBelow,
  type Measurement,
  type MeasurementCommand,
  type MeasurementOptions,
  NOT_MEASURED,
} from './measurement.js';

const BLOCK = 100;
const WARM_UP_BLOCKS = 40;
const ROUNDS = 400;
const ROUNDS_LONG = 4000;
/** As decisions have it. No caller of this benchmark is as fast. */
const LIMITS = { decisions: { requests: 10_000, seconds: 1 } };
const POLICY = '"decisions";q=10000;w=1';

export const command: MeasurementCommand = {
  name: 'bench -- throttling',
  summary:
    'what throttling adds to a request: counting, the fields of the answer, and the exchange with Redis',
  run: measure,
};

/** In microseconds of processor time of this process, for one request. */
type Pair = readonly [plain: number, throttled: number];

async function measure({ long, progress }: MeasurementOptions): Promise<Measurement> {
  const issuer = await TokenIssuer.start();
  const redis = isRedisInstalled() ? await RedisServer.start() : null;
  const modules = [
    RedisModule.forRoot({ REDIS_URL: redis?.url }),
    ThrottlingModule.atTheEdge({ limits: LIMITS, classOf: () => 'decisions' }),
  ];
  const plain = await startGuardedService(issuer.environment);
  const throttled = await startGuardedService(issuer.environment, [], modules);
  try {
    if (redis !== null) await redisIs('up', throttled.app.get(SharedRedis, { strict: false }));
    const headers = {
      [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
      authorization: await issuer.bearer('admin'),
    };
    const timed = [new Timed(plain, headers, undefined), new Timed(throttled, headers, POLICY)] as const;
    const pairs = await inTurns(timed, long ? ROUNDS_LONG : ROUNDS, progress);
    return measurementOf(pairs, redis !== null);
  } finally {
    await Promise.all([plain.close(), throttled.close(), issuer.close()]);
    await redis?.kill();
  }
}

class Timed {
  constructor(
    private readonly service: RunningService,
    private readonly headers: Readonly<Record<string, string>>,
    private readonly policy: string | undefined,
  ) {}

  async block(): Promise<number> {
    const server = this.service.app.getHttpAdapter().getInstance();
    const request = { method: 'GET', url: '/api/v1/guarded/policies', headers: this.headers } as const;
    const before = process.cpuUsage();
    for (let n = 0; n < BLOCK; n++) {
      const { statusCode, headers } = await server.inject(request);
      if (statusCode !== 200 || headers['ratelimit-policy'] !== this.policy) {
        throw new Error(`A request was answered ${String(statusCode)}, or with the limit of another.`);
      }
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / BLOCK;
  }
}

async function inTurns(
  [plain, throttled]: readonly [Timed, Timed],
  rounds: number,
  progress: (text: string) => void,
): Promise<Pair[]> {
  progress('warm-up');
  for (let n = 0; n < WARM_UP_BLOCKS; n++) {
    await plain.block();
    await throttled.block();
  }
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round++) {
    if (round % 20 === 0) progress(`round ${String(round + 1)} of ${String(rounds)}`);
    if (round % 2 === 0) {
      pairs.push([await plain.block(), await throttled.block()]);
    } else {
      const after = await throttled.block();
      pairs.push([await plain.block(), after]);
    }
  }
  return pairs;
}

function measurementOf(pairs: readonly Pair[], withRedis: boolean): Measurement {
  const added = median(pairs.map(([plain, throttled]) => throttled - plain));
  const [plain, throttled] = [median(pairs.map(([one]) => one)), median(pairs.map(([, other]) => other))];
  return {
    figures: [figureBelow('throttling.added', withRedis ? added : NOT_MEASURED, 'µs', 15)],
    context: {
      redis: withRedis ? 'on' : 'off: redis-server is not installed',
      loadModel: `requests through hash guard and access guard without a network, one after the other, ${String(BLOCK)} with throttling and ${String(BLOCK)} without in turn, ${String(pairs.length)} times`,
      statistics: 'median of the differences in processor time of the process, exchange with Redis included',
      microseconds: { plain, throttled },
    },
    table: `one request, µs of processor time: ${plain.toFixed(1)} without, ${throttled.toFixed(1)} with throttling`,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
