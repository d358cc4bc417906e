import { Module } from '@nestjs/common';
import { LegalHoldsController } from './legal-holds.controller.js';
import { LegalHoldsRepository } from './legal-holds.repository.js';
import { LegalHoldsService } from './legal-holds.service.js';

/** What is kept past its time, because somebody may have to answer for it. */
@Module({
  controllers: [LegalHoldsController],
  providers: [LegalHoldsService, LegalHoldsRepository],
  exports: [LegalHoldsRepository],
})
export class LegalHoldsModule {}
