import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { AUTH_SECRETS, type AuthSecrets } from '../secrets/auth-secrets.js';
import { SecurityEvents } from '../security-events/security-events.js';
import { SecurityEventsModule } from '../security-events/security-events.module.js';
import { JwksController } from './jwks.controller.js';
import { RotationController } from './rotation.controller.js';
import { SigningKeys } from './signing-keys.js';
import { SigningKeysRepository } from './signing-keys.repository.js';

@Module({
  imports: [SecurityEventsModule],
  controllers: [JwksController, RotationController],
  providers: [
    SigningKeysRepository,
    {
      provide: SigningKeys,
      inject: [DataSource, SigningKeysRepository, SecurityEvents, AUTH_SECRETS, AUTH_SETTINGS],
      useFactory: loadedKeys,
    },
  ],
  exports: [SigningKeys],
})
export class SigningKeysModule {}

async function loadedKeys(
  database: DataSource,
  repository: SigningKeysRepository,
  events: SecurityEvents,
  { keyEncryption }: AuthSecrets,
  settings: AuthSettings,
): Promise<SigningKeys> {
  const keys = new SigningKeys(database, repository, events, keyEncryption, settings);
  await keys.load();
  return keys;
}
