import { HttpClients, type UpstreamPool } from '@acgs/http-client';
import { Injectable } from '@nestjs/common';
import type { UpstreamName } from './upstream-routes.js';

/** The connections to the services, the same for streams and for calls. */
@Injectable()
export class Upstreams {
  private readonly pools: Readonly<Record<UpstreamName, UpstreamPool>>;

  constructor(clients: HttpClients) {
    this.pools = {
      'constitutional-core': clients.of('constitutional-core').pool,
      'governance-engine': clients.of('governance-engine').pool,
      'integrity-service': clients.of('integrity-service').pool,
      'ec-service': clients.of('ec-service').pool,
      'auth-service': clients.of('auth-service').pool,
    };
  }

  of(name: UpstreamName): UpstreamPool {
    return this.pools[name];
  }
}
