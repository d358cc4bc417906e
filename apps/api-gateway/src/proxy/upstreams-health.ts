import { HttpClients } from '@acgs/http-client';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'undici';
import { UPSTREAM_NAMES, type UpstreamName } from './upstream-routes.js';

const DEADLINE_MILLISECONDS = 1000;
/** Who asks for readiness may wait no longer than a second himself: what is not known by then stands as it was. */
const ANSWER_MILLISECONDS = 300;
/** However many ask, the services are asked once in this time. */
const KEPT_MILLISECONDS = 500;

type State = 'up' | 'down';

/**
 * Which services answer. Only told: a gateway with one service down still leads to the others. They are asked on
 * connections of their own, for the question must not wait behind those of callers when a service is slow.
 */
@Injectable()
export class UpstreamsHealth implements OnApplicationShutdown {
  private readonly connections: readonly (readonly [UpstreamName, Client])[];
  private known: Readonly<Record<string, State>> = Object.fromEntries(
    UPSTREAM_NAMES.map((name) => [name, 'down']),
  );
  private asking: Promise<unknown> | null = null;
  private askAfter = 0;

  constructor(
    clients: HttpClients,
    private readonly indicators: HealthIndicatorService,
  ) {
    this.connections = UPSTREAM_NAMES.map((name) => [name, connectionTo(clients.of(name).origin)]);
  }

  async check(): Promise<HealthIndicatorResult> {
    if (this.asking === null && performance.now() >= this.askAfter) {
      this.asking = this.ask().finally(() => {
        this.asking = null;
        this.askAfter = performance.now() + KEPT_MILLISECONDS;
      });
    }
    if (this.asking !== null) {
      await Promise.race([this.asking, pause(ANSWER_MILLISECONDS, undefined, { ref: false })]);
    }
    return this.indicators.check('upstreams').up({ ...this.known });
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.connections.map(([, connection]) => connection.destroy()));
  }

  private async ask(): Promise<void> {
    await Promise.all(
      this.connections.map(async ([name, connection]) => {
        const state = await stateOf(connection);
        this.known = { ...this.known, [name]: state };
      }),
    );
  }
}

const connectionTo = (origin: string): Client =>
  new Client(origin, { pipelining: 1, connect: { timeout: DEADLINE_MILLISECONDS } });

async function stateOf(connection: Client): Promise<State> {
  try {
    const { statusCode, body } = await connection.request({
      method: 'GET',
      path: '/health/live',
      signal: AbortSignal.timeout(DEADLINE_MILLISECONDS),
    });
    await body.dump();
    return statusCode === 200 ? 'up' : 'down';
  } catch {
    return 'down';
  }
}
