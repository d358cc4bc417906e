import { keyEncryptionKey } from '@acgs/sealed-keys';
import { Module } from '@nestjs/common';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { JwksController } from './jwks.controller.js';
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
        loadSigningKey(repository, await encryptionKeyOf(settings)),
    },
  ],
  exports: [SIGNING_KEY],
})
export class SigningKeysModule {}

const encryptionKeyOf = (settings: AuthSettings): Promise<Buffer> =>
  keyEncryptionKey({
    variables: { key: 'AUTH_KEY_ENCRYPTION_KEY', file: 'AUTH_KEY_FILE' },
    key: settings.AUTH_KEY_ENCRYPTION_KEY,
    file: settings.AUTH_KEY_FILE,
    settings,
    fileName: 'auth.key',
  });
