import { shareDatabase, translateDatabaseError } from '@acgs/database';
import type { ServiceDefinition } from '@acgs/service';
import { AuthServiceModule } from './auth-service.module.js';
import { AuthVariables } from './config.js';
import { leaveFormsUnread } from './oauth/authorization-server.js';

export const AUTH_SERVICE: ServiceDefinition<typeof AuthVariables> = {
  name: 'auth-service',
  title: 'ACGS auth service',
  variables: AuthVariables,
  module: (settings) => AuthServiceModule.forRoot(settings),
  unprefixedRoutes: ['.well-known/*path'],
  prepare: leaveFormsUnread,
  trustedProxies: ({ TRUSTED_PROXIES }) => TRUSTED_PROXIES,
  share: shareDatabase,
  translateError: translateDatabaseError,
};
