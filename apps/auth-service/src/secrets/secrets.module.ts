import { Global, Module } from '@nestjs/common';
import { AUTH_SETTINGS } from '../config.js';
import { AUTH_SECRETS, authSecrets } from './auth-secrets.js';

@Global()
@Module({
  providers: [{ provide: AUTH_SECRETS, inject: [AUTH_SETTINGS], useFactory: authSecrets }],
  exports: [AUTH_SECRETS],
})
export class SecretsModule {}
