import type { ServiceDefinition } from '@acgs/service';
import { ApiGatewayModule } from './api-gateway.module.js';
import { GatewayVariables } from './config.js';
import { joinedDocument } from './documentation/joined-document.js';
import { furnishFrontDoor } from './edge/front-door.js';
import { unprefixedPaths } from './proxy/upstream-routes.js';

export const API_GATEWAY: ServiceDefinition<typeof GatewayVariables> = {
  name: 'api-gateway',
  title: 'ACGS API gateway',
  variables: GatewayVariables,
  module: (settings) => ApiGatewayModule.forRoot(settings),
  // Nest compares these by path-to-regexp, which spells the wildcard otherwise than the router.
  unprefixedRoutes: unprefixedPaths().map((path) => path.replace('*', '{*path}')),
  isEdge: true,
  passBodies: { except: ['/api/v1/batch', '/api/v1/cache/invalidate'] },
  openApi: joinedDocument,
  prepare: (app, settings) => {
    furnishFrontDoor(app.getHttpAdapter().getInstance(), settings);
  },
  tls: ({ TLS_CERT_FILE: certificate, TLS_KEY_FILE: key }) =>
    certificate === undefined || key === undefined ? null : { certificate, key },
  trustedProxies: ({ TRUSTED_PROXIES }) => TRUSTED_PROXIES,
};
