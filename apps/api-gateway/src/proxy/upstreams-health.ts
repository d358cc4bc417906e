import { HttpClients } from '@acgs/http-client';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { Client } from 'undici';
import { UPSTREAM_NAMES, type UpstreamName } from './upstream-routes.js';

const DEADLINE_MILLISECONDS = 1000;
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
  private latest: { readonly states: Promise<Record<string, State>>; readonly until: number } | null = null;

  constructor(
    clients: HttpClients,
    private readonly indicators: HealthIndicatorService,
  ) {
    this.connections = UPSTREAM_NAMES.map((name) => [name, connectionTo(clients.of(name).origin)]);
  }

  async check(): Promise<HealthIndicatorResult> {
    const now = performance.now();
    if (this.latest === null || this.latest.until <= now) {
      this.latest = { states: this.ask(), until: now + KEPT_MILLISECONDS };
    }
    return this.indicators.check('upstreams').up(await this.latest.states);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.connections.map(([, connection]) => connection.destroy()));
  }

  private async ask(): Promise<Record<string, State>> {
    const states = this.connections.map(
      async ([name, connection]) => [name, await stateOf(connection)] as const,
    );
    return Object.fromEntries(await Promise.all(states));
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
