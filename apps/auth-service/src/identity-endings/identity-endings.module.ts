import { Module } from '@nestjs/common';
import { SecurityEventsModule } from '../security-events/security-events.module.js';
import { IdentityEndings } from './identity-endings.js';
import { IdentityEndingsRepository } from './identity-endings.repository.js';

@Module({
  imports: [SecurityEventsModule],
  providers: [IdentityEndings, IdentityEndingsRepository],
  exports: [IdentityEndings],
})
export class IdentityEndingsModule {}
