import { API_GATEWAY } from '../../apps/api-gateway/src/api-gateway.definition.js';
import { AUTH_SERVICE } from '../../apps/auth-service/src/auth-service.definition.js';
import { CONSTITUTIONAL_CORE } from '../../apps/constitutional-core/src/constitutional-core.definition.js';
import { EC_SERVICE } from '../../apps/ec-service/src/ec-service.definition.js';
import { GOVERNANCE_ENGINE } from '../../apps/governance-engine/src/governance-engine.definition.js';
import { INTEGRITY_SERVICE } from '../../apps/integrity-service/src/integrity-service.definition.js';
import type { ServiceName } from './service-process.js';

export const SERVICE_DEFINITIONS = {
  'api-gateway': API_GATEWAY,
  'auth-service': AUTH_SERVICE,
  'constitutional-core': CONSTITUTIONAL_CORE,
  'ec-service': EC_SERVICE,
  'governance-engine': GOVERNANCE_ENGINE,
  'integrity-service': INTEGRITY_SERVICE,
} satisfies Record<ServiceName, unknown>;
