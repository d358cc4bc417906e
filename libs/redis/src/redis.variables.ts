import { z } from 'zod';

/** Environment variables of every service that uses Redis where there is one. */
export const redisVariables = {
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'must look like redis://user:password@host:6379/0' })
    .optional()
    .meta({
      description:
        "a Redis for all processes, 6 or later; one that is away, slow (50 ms) or refusing is done without, and used again by itself within 2 s. A process opens 2 connections at most, so the gateway's 4 workers have 8",
      accepts: 'redis(s) URL',
      unset: 'none: each process goes by what it keeps itself',
    }),
};

export interface RedisSettings {
  readonly REDIS_URL?: string | undefined;
}

/** Injection token of `RedisSettings`. */
export const REDIS_SETTINGS = Symbol('redis-settings');
