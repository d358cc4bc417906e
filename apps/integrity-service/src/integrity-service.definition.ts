import { shareDatabase, translateDatabaseError } from '@acgs/database';
import type { ServiceDefinition } from '@acgs/service';
import { IntegrityVariables } from './config.js';
import { IntegrityServiceModule } from './integrity-service.module.js';

export const INTEGRITY_SERVICE: ServiceDefinition<typeof IntegrityVariables> = {
  name: 'integrity-service',
  title: 'ACGS integrity service',
  variables: IntegrityVariables,
  module: (settings) => IntegrityServiceModule.forRoot(settings),
  share: shareDatabase,
  translateError: translateDatabaseError,
};
