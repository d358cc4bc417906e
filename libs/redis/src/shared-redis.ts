import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { HealthIndicatorResult } from '@nestjs/terminus';
import { Redis, type RedisOptions } from 'ioredis';
import { RedisCircuit } from './redis-circuit.js';
import { RedisUnavailableError } from './redis.errors.js';
import { RedisMetrics } from './redis.metrics.js';
import { RedisSubscriber } from './redis-subscriber.js';
import { REDIS_SETTINGS, type RedisSettings } from './redis.variables.js';

const COMMAND_MILLISECONDS = 50;
const PROBE_MILLISECONDS = 250;
const WARN_EVERY_MILLISECONDS = 10_000;
const RECONNECT_EVERY_MILLISECONDS = 1000;

const OPTIONS: RedisOptions = {
  lazyConnect: true,
  enableAutoPipelining: true,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  autoResubscribe: false,
  maxRetriesPerRequest: 0,
  maxLoadingRetryTime: PROBE_MILLISECONDS,
  connectTimeout: 1000,
  retryStrategy: () => PROBE_MILLISECONDS,
  // Counts only while an answer is due: the probe keeps one due, so that a link that went dead is replaced.
  socketTimeout: 1000,
};

export type RedisState = 'up' | 'down' | 'off';

/**
 * The one Redis client of a process. No caller waits for more than 50 ms, and nobody waits for a Redis that is known to
 * be down, slow or refusing: it is probed with a write each 250 ms, and used again once a probe passes. Opens one
 * connection, and a second one with the first subscription.
 */
@Injectable()
export class SharedRedis implements OnModuleInit, OnApplicationShutdown {
  /** For libraries that want a client; every call of it belongs inside `run`. Null without a `REDIS_URL`. */
  readonly client: Redis | null;
  private readonly log = new Logger(SharedRedis.name);
  private readonly circuit: RedisCircuit;
  private readonly subscriber: RedisSubscriber | null;
  private probing: NodeJS.Timeout | null = null;
  private quietUntil = 0;
  private toldUp = false;
  private readonly refused = new Set<string>();
  private reconnectAfter = 0;

  constructor(@Inject(REDIS_SETTINGS) { REDIS_URL: url }: RedisSettings, metrics: RedisMetrics) {
    this.client = url === undefined ? null : new Redis(url, { ...OPTIONS, connectionName: 'acgs' });
    const { client } = this;
    this.subscriber =
      client === null
        ? null
        : new RedisSubscriber(
            () => subscriberBeside(client),
            (error) => {
              this.complainOnce(error);
            },
          );
    this.circuit = new RedisCircuit(COMMAND_MILLISECONDS, {
      failed: (failure) => {
        metrics.failures.inc({ reason: failure });
      },
      changed: (isUsable) => {
        this.changed(isUsable);
      },
      refused: (error) => {
        this.complainOnce(error);
      },
    });
    metrics.watch({ isUsable: () => this.isUsable, connections: () => this.connections() });
  }

  /** Does not wait for Redis: a service starts as well without it. */
  onModuleInit(): void {
    const { client } = this;
    if (client === null) return;
    client.on('ready', () => void this.probe());
    client.on('close', () => {
      if (this.isUsable) this.circuit.fail('connection', new Error('the connection closed'));
    });
    client.on('error', (error: Error) => {
      this.complain(error.message);
    });
    void client.connect().catch(() => undefined);
    this.probing = setInterval(() => void this.probe(), PROBE_MILLISECONDS);
    this.probing.unref();
  }

  onApplicationShutdown(): void {
    if (this.probing !== null) clearInterval(this.probing);
    this.subscriber?.close();
    this.client?.disconnect();
  }

  /** False without Redis, and at once when it is down. Costs nothing: ask it before `run` where calls are many. */
  get isUsable(): boolean {
    return this.circuit.isUsable;
  }

  get state(): RedisState {
    if (this.client === null) return 'off';
    return this.isUsable ? 'up' : 'down';
  }

  /** Runs commands. @throws RedisUnavailableError at once when Redis is off or down, within 50 ms when it turns out to be */
  run<Result>(work: (client: Redis) => Promise<Result>): Promise<Result> {
    const { client } = this;
    return this.circuit.run(() =>
      client === null ? Promise.reject(new RedisUnavailableError()) : work(client),
    );
  }

  /** Hears each message of the channel that is published while this process is connected; others are lost. */
  subscribe(channel: string, listener: (message: string) => void): void {
    this.subscriber?.subscribe(channel, listener);
  }

  /** A detail: readiness does not depend on Redis, so the status is never `down`. */
  health(): HealthIndicatorResult {
    return { redis: { status: 'up', state: this.state } };
  }

  /** With a write: a replica, a full server, or one that still loads answers a PING as if nothing were wrong. */
  private async probe(): Promise<void> {
    const { client } = this;
    this.subscriber?.probe();
    if (client?.status !== 'ready') return;
    await this.circuit
      .bounded(() => client.set('acgs:probe', '', 'PX', 1000))
      .then(() => {
        this.circuit.restore();
      })
      .catch((error: unknown) => {
        const reason = causeOf(error);
        if (this.isUsable) this.circuit.fail('reply', error);
        this.complain(reason);
        if (/^(READONLY|MASTERDOWN)\b/.test(reason)) this.reconnect();
      });
  }

  /** A server that has been demoted may keep its connections, while its address leads to the new primary. */
  private reconnect(): void {
    const now = performance.now();
    if (now < this.reconnectAfter) return;
    this.reconnectAfter = now + RECONNECT_EVERY_MILLISECONDS;
    this.client?.disconnect(true);
    this.subscriber?.reconnect();
  }

  /** Told only when the log says otherwise: one that comes and goes makes two lines in ten seconds. */
  private changed(isUsable: boolean): void {
    if (!isUsable || this.toldUp) return;
    this.toldUp = true;
    this.log.log('Redis is in use');
  }

  /** Says the reason alone: an error of ioredis carries its command, and with AUTH that is the password. */
  private complain(reason: string): void {
    const now = performance.now();
    if (now < this.quietUntil) return;
    this.quietUntil = now + WARN_EVERY_MILLISECONDS;
    this.toldUp = false;
    this.log.warn(`Redis can't be used; the service goes on without it: ${reason}`);
  }

  /** Once for each command, which the server's text does not always name. */
  private complainOnce(error: Error & { readonly command?: { readonly name: string } }): void {
    const name = error.command?.name ?? '';
    if (this.refused.has(name)) return;
    this.refused.add(name);
    this.log.warn(
      `Redis does not let this service use ${name.toUpperCase()}; it does without. docs/settings.md names what REDIS_URL needs`,
    );
  }

  private connections(): number {
    const statuses = [this.client?.status, this.subscriber?.status];
    return statuses.filter((status) => status === 'ready' || status === 'connect').length;
  }
}

function subscriberBeside(client: Redis): Redis {
  const connection = client.duplicate({ connectionName: 'acgs subscriber' });
  connection.on('error', () => undefined);
  void connection.connect().catch(() => undefined);
  return connection;
}

function causeOf(error: unknown): string {
  const { cause } = error as Error;
  return cause instanceof Error ? cause.message : (error as Error).message;
}
