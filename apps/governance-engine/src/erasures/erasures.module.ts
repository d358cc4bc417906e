import { Module } from '@nestjs/common';
import { ErasuresController } from './erasures.controller.js';
import { ErasuresRepository } from './erasures.repository.js';
import { ErasuresService } from './erasures.service.js';

@Module({
  controllers: [ErasuresController],
  providers: [ErasuresService, ErasuresRepository],
  exports: [ErasuresRepository],
})
export class ErasuresModule {}
