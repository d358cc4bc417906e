import type { ServiceDefinition } from '@acgs/service';
import { EngineVariables } from './config.js';
import { GovernanceEngineModule } from './governance-engine.module.js';

const MEBIBYTE = 1024 * 1024;

export const GOVERNANCE_ENGINE: ServiceDefinition<typeof EngineVariables> = {
  name: 'governance-engine',
  title: 'ACGS governance engine',
  variables: EngineVariables,
  module: (settings) => GovernanceEngineModule.forRoot(settings),
  bodyLimits: { '/api/v1/decisions/batch': 8 * MEBIBYTE, '/api/v1/policies': 8 * MEBIBYTE },
};
