import { z } from 'zod';

/** Environment variables of every service that uses Redis where there is one. */
export const redisVariables = {
  /** Without it there is no Redis, and everything runs on what each process keeps itself. */
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'must look like redis://user:password@host:6379/0' })
    .optional(),
};

export interface RedisSettings {
  readonly REDIS_URL?: string | undefined;
}

/** Injection token of `RedisSettings`. */
export const REDIS_SETTINGS = Symbol('redis-settings');
