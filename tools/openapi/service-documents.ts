import { describeService } from '@acgs/service';
import type { OpenAPIObject } from '@nestjs/swagger';
import { API_GATEWAY } from '../../apps/api-gateway/src/api-gateway.definition.js';
import type { UpstreamName } from '../../apps/api-gateway/src/proxy/upstream-routes.js';
import { AUTH_SERVICE } from '../../apps/auth-service/src/auth-service.definition.js';
import { CONSTITUTIONAL_CORE } from '../../apps/constitutional-core/src/constitutional-core.definition.js';
import { EC_SERVICE } from '../../apps/ec-service/src/ec-service.definition.js';
import { GOVERNANCE_ENGINE } from '../../apps/governance-engine/src/governance-engine.definition.js';
import { INTEGRITY_SERVICE } from '../../apps/integrity-service/src/integrity-service.definition.js';

export type DocumentedService = UpstreamName | 'api-gateway';

export type ServiceDocuments = Readonly<Record<DocumentedService, OpenAPIObject>>;

/** Each service's own document; no service is started. */
export const describeServices = async (): Promise<ServiceDocuments> => ({
  'api-gateway': await describeService(API_GATEWAY),
  'auth-service': await describeService(AUTH_SERVICE),
  'constitutional-core': await describeService(CONSTITUTIONAL_CORE),
  'ec-service': await describeService(EC_SERVICE),
  'governance-engine': await describeService(GOVERNANCE_ENGINE),
  'integrity-service': await describeService(INTEGRITY_SERVICE),
});
