import { Module } from '@nestjs/common';
import { KeysModule } from '../keys/keys.module.js';
import { LogModule } from '../log/log.module.js';
import { VerificationController } from './verification.controller.js';
import { VerificationService } from './verification.service.js';

@Module({
  imports: [KeysModule, LogModule],
  controllers: [VerificationController],
  providers: [VerificationService],
})
export class VerificationModule {}
