import { AccessModule } from '@acgs/access';
import { ConstitutionalHashModule } from '@acgs/constitutional-hash';
import { HealthModule } from '@acgs/health';
import { MetricsModule } from '@acgs/observability';
import { RedisModule, SharedRedis } from '@acgs/redis';
import { type DynamicModule, Module } from '@nestjs/common';
import type { GatewaySettings } from './config.js';
import { ProxyModule } from './proxy/proxy.module.js';
import { UpstreamsHealth } from './proxy/upstreams-health.js';

@Module({})
export class ApiGatewayModule {
  static forRoot(settings: GatewaySettings): DynamicModule {
    const proxy = ProxyModule.forRoot(settings);
    return {
      module: ApiGatewayModule,
      imports: [
        ConstitutionalHashModule,
        AccessModule.forRoot(settings),
        MetricsModule.forRoot('api-gateway'),
        RedisModule.forRoot(settings),
        HealthModule.forRootAsync({
          imports: [proxy],
          inject: [UpstreamsHealth, SharedRedis],
          useFactory: (upstreams: UpstreamsHealth, redis: SharedRedis) => [
            () => upstreams.check(),
            () => redis.health(),
          ],
        }),
        proxy,
      ],
    };
  }
}
