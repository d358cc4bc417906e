import { Module } from '@nestjs/common';
import { KeysModule } from '../keys/keys.module.js';
import { VerificationController } from './verification.controller.js';
import { VerificationService } from './verification.service.js';

@Module({ imports: [KeysModule], controllers: [VerificationController], providers: [VerificationService] })
export class VerificationModule {}
