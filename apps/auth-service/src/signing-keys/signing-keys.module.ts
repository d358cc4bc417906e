import { keyEncryptionKey } from '@acgs/sealed-keys';
import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { SecurityEvents } from '../security-events/security-events.js';
import { SecurityEventsModule } from '../security-events/security-events.module.js';
import { JwksController } from './jwks.controller.js';
import { RotationController } from './rotation.controller.js';
import { KEY_ENCRYPTION_KEY } from './signing-key.js';
import { SigningKeys } from './signing-keys.js';
import { SigningKeysRepository } from './signing-keys.repository.js';

@Module({
  imports: [SecurityEventsModule],
  controllers: [JwksController, RotationController],
  providers: [
    SigningKeysRepository,
    {
      provide: SigningKeys,
      inject: [DataSource, SigningKeysRepository, SecurityEvents, KEY_ENCRYPTION_KEY, AUTH_SETTINGS],
      useFactory: async (...parts: ConstructorParameters<typeof SigningKeys>) => {
        const keys = new SigningKeys(...parts);
        await keys.load();
        return keys;
      },
    },
    { provide: KEY_ENCRYPTION_KEY, inject: [AUTH_SETTINGS], useFactory: encryptionKeyOf },
  ],
  exports: [SigningKeys, KEY_ENCRYPTION_KEY],
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
