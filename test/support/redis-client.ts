import { MetricsModule } from '@acgs/observability';
import { RedisModule, SharedRedis } from '@acgs/redis';
import type { INestApplicationContext, LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Registry } from 'prom-client';
import { setTimeout as pause } from 'node:timers/promises';

export interface RedisClient {
  readonly context: INestApplicationContext;
  readonly redis: SharedRedis;
  readonly log: readonly string[];
  metrics(): Promise<string>;
}

/** The shared client as a service has it, in a context of its own. */
export async function openRedisClient(url: string | undefined): Promise<RedisClient> {
  const log: string[] = [];
  const write = (...parts: unknown[]): void => {
    log.push(JSON.stringify(parts));
  };
  const logger: LoggerService = { log: write, warn: write, error: write, debug: write, verbose: write };
  const module = { ...MetricsModule.forRoot('test'), imports: [RedisModule.forRoot({ REDIS_URL: url })] };
  const context = await NestFactory.createApplicationContext(module, { logger });
  return {
    context,
    redis: context.get(SharedRedis),
    log,
    metrics: () => context.get(Registry).metrics(),
  };
}

/** Resolves when Redis is in that state for the client. */
export async function redisIs(state: SharedRedis['state'], redis: SharedRedis): Promise<void> {
  while (redis.state !== state) await pause(5);
}
