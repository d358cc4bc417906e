import type { HealthIndicatorResult } from '@nestjs/terminus';

/** One part that readiness depends on. Resolves to terminus' up or down; rejecting counts as down. */
export type HealthCheck = () => Promise<HealthIndicatorResult> | HealthIndicatorResult;

/** Injection token of the service's checks: `readonly HealthCheck[]`. */
export const HEALTH_CHECKS = Symbol('health-checks');
