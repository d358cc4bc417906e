import { shareDatabase, translateDatabaseError } from '@acgs/database';
import type { ServiceDefinition } from '@acgs/service';
import { EngineVariables } from './config.js';
import { GovernanceEngineModule } from './governance-engine.module.js';

const MEBIBYTE = 1024 * 1024;

export const GOVERNANCE_ENGINE: ServiceDefinition<typeof EngineVariables> = {
  name: 'governance-engine',
  title: 'ACGS governance engine',
  variables: EngineVariables,
  module: (settings) => GovernanceEngineModule.forRoot(settings),
  bodies: {
    '/api/v1/decisions/batch': { limitBytes: 8 * MEBIBYTE },
    '/access/v1/evaluation': { limitBytes: MEBIBYTE, jsonAlone: true },
    '/access/v1/evaluations': { limitBytes: 8 * MEBIBYTE, jsonAlone: true },
    '/api/v1/policies': { limitBytes: 8 * MEBIBYTE, yaml: true },
    '/api/v1/policies/:id/proposals': { limitBytes: 8 * MEBIBYTE },
    '/api/v1/simulations': { limitBytes: 8 * MEBIBYTE },
  },
  unprefixedRoutes: ['access/v1/evaluation', 'access/v1/evaluations'],
  share: shareDatabase,
  translateError: translateDatabaseError,
};
