import { Module } from '@nestjs/common';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { JwksController } from './jwks.controller.js';
import { keyEncryptionKey } from './key-encryption-key.js';
import { loadSigningKey } from './load-signing-key.js';
import { SIGNING_KEY } from './signing-key.js';
import { SigningKeysRepository } from './signing-keys.repository.js';

@Module({
  controllers: [JwksController],
  providers: [
    SigningKeysRepository,
    {
      provide: SIGNING_KEY,
      inject: [SigningKeysRepository, AUTH_SETTINGS],
      useFactory: async (repository: SigningKeysRepository, settings: AuthSettings) =>
        loadSigningKey(repository, await keyEncryptionKey(settings)),
    },
  ],
  exports: [SIGNING_KEY],
})
export class SigningKeysModule {}
