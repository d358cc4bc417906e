import { AccessModule } from '@acgs/access';
import { ConstitutionalHashModule } from '@acgs/constitutional-hash';
import { HealthModule } from '@acgs/health';
import { HttpClientModule, type UpstreamOptions } from '@acgs/http-client';
import { MetricsModule } from '@acgs/observability';
import { RedisModule, SharedRedis } from '@acgs/redis';
import { ThrottlingModule } from '@acgs/throttling';
import { type DynamicModule, Module } from '@nestjs/common';
import { BatchModule } from './batch/batch.module.js';
import type { GatewaySettings } from './config.js';
import { OperationsModule } from './operations/operations.module.js';
import { ProxyModule } from './proxy/proxy.module.js';
import type { UpstreamName } from './proxy/upstream-routes.js';
import { UpstreamsHealth } from './proxy/upstreams-health.js';
import { RevocationsPoll } from './revocations/revocations-poll.js';
import { throttleClassOf, throttlingLimits } from './throttling/throttle-class.js';

@Module({})
export class ApiGatewayModule {
  static forRoot(settings: GatewaySettings): DynamicModule {
    const proxy = ProxyModule.forRoot(settings);
    return {
      module: ApiGatewayModule,
      imports: [
        ConstitutionalHashModule,
        AccessModule.forRoot(settings, 'api-gateway'),
        MetricsModule.forRoot('api-gateway'),
        HttpClientModule.forRoot({ upstreams: upstreamsOf(settings), settings }),
        RedisModule.forRoot(settings),
        ThrottlingModule.atTheEdge({ limits: throttlingLimits(settings), classOf: throttleClassOf }),
        HealthModule.forRootAsync({
          imports: [proxy],
          inject: [UpstreamsHealth, SharedRedis],
          useFactory: (upstreams: UpstreamsHealth, redis: SharedRedis) => [
            () => upstreams.check(),
            () => redis.health(),
          ],
        }),
        proxy,
        BatchModule.forRoot(settings),
        OperationsModule,
      ],
      providers: [RevocationsPoll],
    };
  }
}

/** Streams take their connections from the same pools, and they pass headers on in the bytes of HTTP/1.1. */
function upstreamsOf(settings: GatewaySettings): Readonly<Record<UpstreamName, UpstreamOptions>> {
  const common = { timeoutMilliseconds: settings.UPSTREAM_TIMEOUT_MS, http2: false };
  return {
    'constitutional-core': { ...common, url: settings.CONSTITUTIONAL_CORE_URL },
    'governance-engine': { ...common, url: settings.GOVERNANCE_ENGINE_URL },
    'integrity-service': { ...common, url: settings.INTEGRITY_SERVICE_URL },
    'ec-service': { ...common, url: settings.EC_SERVICE_URL },
    'auth-service': { ...common, url: settings.AUTH_SERVICE_URL },
  };
}
