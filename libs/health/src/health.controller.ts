import { Public } from '@acgs/access';
import { WithoutConstitutionalHash } from '@acgs/constitutional-hash';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import {
  HealthCheck as Checked,
  type HealthCheckResult,
  HealthCheckService,
  HealthIndicatorService,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import { HEALTH_CHECKS, type HealthCheck } from './health-check.js';
import { Readiness } from './readiness.js';

@Controller('health')
@ApiExcludeController()
@Public()
@WithoutConstitutionalHash()
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly readiness: Readiness,
    @Inject(HEALTH_CHECKS) private readonly checks: readonly HealthCheck[],
  ) {}

  /** The process answers: whether to restart it depends on nothing outside it. */
  @Get('live')
  @Checked()
  live(): Promise<HealthCheckResult> {
    return this.health.check([]);
  }

  @Get('ready')
  @Checked()
  ready(): Promise<HealthCheckResult> {
    return this.health.check([() => this.accepting(), ...this.checks]);
  }

  private accepting(): HealthIndicatorResult {
    const indicator = this.indicators.check('accepting');
    return this.readiness.isDraining ? indicator.down({ reason: 'draining' }) : indicator.up();
  }
}
