import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { SharedRedis } from '@acgs/redis';
import type { SharedTallies, Told } from './core/tally-exchange.js';

/**
 * For each key the time at which all of the limit will be there again, by the clock of Redis, in microseconds. What was
 * used is added; then what the process knows counts, if it is more: so a Redis that was emptied, or is another one, has it
 * again with the next exchange of the process that knows it. The bound keeps a clock that is set back from locking callers out.
 */
const SCRIPT = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local answers = {}
for i, key in ipairs(KEYS) do
  local used, known, most = tonumber(ARGV[3 * i - 2]), tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i])
  local at = math.max(tonumber(redis.call('GET', key)) or 0, now) + used
  at = math.min(math.max(at, now + known), now + most)
  if at > now then
    redis.call('SET', key, string.format('%.0f', at), 'PX', math.ceil((at - now) / 1000))
  else
    redis.call('DEL', key)
  end
  answers[i] = at - now
end
return answers`;

/** An exchange takes no longer. What a process knows is told as if it were over: no answer is late enough to add to it. */
const EXCHANGE_MILLISECONDS = 50;
const PREFIX = `acgs:${CONSTITUTIONAL_HASH}:throttle:`;

/** The tallies of all processes, in Redis. */
export class RedisTallies implements SharedTallies {
  constructor(private readonly redis: SharedRedis) {}

  get isUsable(): boolean {
    return this.redis.isUsable;
  }

  /** @throws RedisUnavailableError at once when Redis is off or down, within 50 ms when it turns out to be */
  async exchange(told: readonly Told[]): Promise<readonly number[]> {
    const keys = told.map(({ tally: { policy, key } }) => `${PREFIX}${policy.name}:${key}`);
    const figures = told.flatMap(({ tally: { policy }, requests, untilWhole }) => [
      microseconds(requests * policy.interval),
      microseconds(untilWhole - EXCHANGE_MILLISECONDS),
      microseconds(policy.usedMax),
    ]);
    const answers = await this.redis.run((client) => client.eval(SCRIPT, keys.length, ...keys, ...figures));
    return (answers as readonly number[]).map((answer) => answer / 1000);
  }
}

const microseconds = (milliseconds: number): number => Math.round(milliseconds * 1000);
