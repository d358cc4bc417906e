import { Inject, Injectable } from '@nestjs/common';
import {
  type HealthCheckResult,
  HealthCheckService,
  HealthIndicatorService,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import { HEALTH_CHECKS, type HealthCheck } from './health-check.js';

/** Whether the process can serve: its checks, and off for good when it begins to drain, so that it is sent nothing more. */
@Injectable()
export class Readiness {
  private draining = false;

  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    @Inject(HEALTH_CHECKS) private readonly checks: readonly HealthCheck[],
  ) {}

  drain(): void {
    this.draining = true;
  }

  /** @throws ServiceUnavailableException with the result when something is down */
  check(): Promise<HealthCheckResult> {
    return this.health.check([() => this.accepting(), ...this.checks]);
  }

  private accepting(): HealthIndicatorResult {
    const indicator = this.indicators.check('accepting');
    return this.draining ? indicator.down({ reason: 'draining' }) : indicator.up();
  }
}
