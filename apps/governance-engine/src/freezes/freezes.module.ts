import { Module } from '@nestjs/common';
import { FreezesController } from './freezes.controller.js';
import { FreezesRepository } from './freezes.repository.js';
import { FreezesService } from './freezes.service.js';

/** The kill switch: what is denied before any rule is asked. */
@Module({
  controllers: [FreezesController],
  providers: [FreezesService, FreezesRepository],
  exports: [FreezesRepository],
})
export class FreezesModule {}
