import { shareDatabase, translateDatabaseError } from '@acgs/database';
import type { ServiceDefinition } from '@acgs/service';
import { ConstitutionalCoreVariables } from './config.js';
import { ConstitutionalCoreModule } from './constitutional-core.module.js';

/** Room for the largest constitution: 20 000 principles of some 400 bytes. */
const DRAFT = { limitBytes: 8 * 1024 * 1024, yaml: true };

export const CONSTITUTIONAL_CORE: ServiceDefinition<typeof ConstitutionalCoreVariables> = {
  name: 'constitutional-core',
  title: 'ACGS constitutional core',
  variables: ConstitutionalCoreVariables,
  module: (settings) => ConstitutionalCoreModule.forRoot(settings),
  bodies: { '/api/v1/constitution/validate': DRAFT, '/api/v1/constitution/versions': DRAFT },
  share: shareDatabase,
  translateError: translateDatabaseError,
};
