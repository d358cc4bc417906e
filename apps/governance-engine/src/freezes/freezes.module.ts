import { Module } from '@nestjs/common';
import { FreezesController } from './freezes.controller.js';
import { FreezesMetrics } from './freezes.metrics.js';
import { FreezesRepository } from './freezes.repository.js';
import { FreezesService } from './freezes.service.js';

/** The kill switch: what is denied before any rule is asked. */
@Module({
  controllers: [FreezesController],
  providers: [FreezesService, FreezesRepository, FreezesMetrics],
  exports: [FreezesRepository],
})
export class FreezesModule {}
