import { Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import type { UpstreamName } from './upstream-routes.js';
import { Upstreams } from './upstreams.js';

const DEADLINE_MILLISECONDS = 1000;

/** Which services answer. Only told: a gateway with one service down still leads to the others. */
@Injectable()
export class UpstreamsHealth {
  constructor(
    private readonly upstreams: Upstreams,
    private readonly indicators: HealthIndicatorService,
  ) {}

  async check(): Promise<HealthIndicatorResult> {
    const { names } = this.upstreams;
    const states = await Promise.all(names.map((name) => this.stateOf(name)));
    return this.indicators
      .check('upstreams')
      .up(Object.fromEntries(names.map((name, index) => [name, states[index]])));
  }

  private async stateOf(name: UpstreamName): Promise<'up' | 'down'> {
    try {
      const { statusCode, body } = await this.upstreams.of(name).request({
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
}
