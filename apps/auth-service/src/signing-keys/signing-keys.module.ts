import { keyEncryptionKey } from '@acgs/sealed-keys';
import { Module } from '@nestjs/common';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { JwksController } from './jwks.controller.js';
import { loadSigningKey } from './load-signing-key.js';
import { KEY_ENCRYPTION_KEY, SIGNING_KEY } from './signing-key.js';
import { SigningKeysRepository } from './signing-keys.repository.js';

@Module({
  controllers: [JwksController],
  providers: [
    SigningKeysRepository,
    { provide: KEY_ENCRYPTION_KEY, inject: [AUTH_SETTINGS], useFactory: encryptionKeyOf },
    {
      provide: SIGNING_KEY,
      inject: [SigningKeysRepository, KEY_ENCRYPTION_KEY],
      useFactory: (repository: SigningKeysRepository, encryptionKey: Buffer) =>
        loadSigningKey(repository, encryptionKey),
    },
  ],
  exports: [SIGNING_KEY, KEY_ENCRYPTION_KEY],
})
export class SigningKeysModule {}

function encryptionKeyOf(settings: AuthSettings): Promise<Buffer> {
  return keyEncryptionKey({
    variables: { key: 'AUTH_KEY_ENCRYPTION_KEY', file: 'AUTH_KEY_FILE' },
    key: settings.AUTH_KEY_ENCRYPTION_KEY,
    file: settings.AUTH_KEY_FILE,
    settings,
    fileName: 'auth.key',
  });
}
