import { shareDatabase, translateDatabaseError } from '@acgs/database';
import type { ServiceDefinition } from '@acgs/service';
import { EcVariables } from './config.js';
import { EcServiceModule } from './ec-service.module.js';

export const EC_SERVICE: ServiceDefinition<typeof EcVariables> = {
  name: 'ec-service',
  title: 'ACGS evolution service',
  variables: EcVariables,
  module: (settings) => EcServiceModule.forRoot(settings),
  share: shareDatabase,
  translateError: translateDatabaseError,
};
