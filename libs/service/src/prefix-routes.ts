import type { INestApplication } from '@nestjs/common';

/** Everything is below `/api/v1`, but for what every service has beside it, and the routes given. */
export function prefixRoutes(app: INestApplication, unprefixed: readonly string[] = []): void {
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready', 'metrics', ...unprefixed] });
}
