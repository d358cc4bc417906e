import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'undici';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../config.js';
import type { UpstreamName } from './upstream-routes.js';

const CONNECTIONS_MAX = 100;
const IDLE_MILLISECONDS = 5000;
const CONNECT_MILLISECONDS = 3000;

/** The connections to the services. Deadlines are the exchange's business, so undici's own are off. */
@Injectable()
export class Upstreams implements OnApplicationShutdown {
  private readonly pools: Readonly<Record<UpstreamName, Pool>>;

  constructor(@Inject(GATEWAY_SETTINGS) settings: GatewaySettings) {
    this.pools = {
      'constitutional-core': openPool(settings.CONSTITUTIONAL_CORE_URL),
      'governance-engine': openPool(settings.GOVERNANCE_ENGINE_URL),
      'auth-service': openPool(settings.AUTH_SERVICE_URL),
    };
  }

  get names(): UpstreamName[] {
    return Object.keys(this.pools) as UpstreamName[];
  }

  of(name: UpstreamName): Pool {
    return this.pools[name];
  }

  /** Nest calls it when the last answer has left. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all(Object.values(this.pools).map((pool) => pool.destroy()));
  }
}

const openPool = (origin: string): Pool =>
  new Pool(origin, {
    connections: CONNECTIONS_MAX,
    pipelining: 1,
    keepAliveTimeout: IDLE_MILLISECONDS,
    keepAliveMaxTimeout: IDLE_MILLISECONDS,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: CONNECT_MILLISECONDS },
  });
