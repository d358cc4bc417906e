import { Module } from '@nestjs/common';
import { LegalHoldsModule } from '../legal-holds/legal-holds.module.js';
import { ErasuresController } from './erasures.controller.js';
import { ErasuresRepository } from './erasures.repository.js';
import { ErasuresService } from './erasures.service.js';

@Module({
  imports: [LegalHoldsModule],
  controllers: [ErasuresController],
  providers: [ErasuresService, ErasuresRepository],
  exports: [ErasuresRepository],
})
export class ErasuresModule {}
