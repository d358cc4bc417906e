import { Module } from '@nestjs/common';
import { ConstitutionController } from './constitution.controller.js';
import { ConstitutionMetrics } from './constitution.metrics.js';
import { ConstitutionRepository } from './constitution.repository.js';
import { ConstitutionService } from './constitution.service.js';

@Module({
  controllers: [ConstitutionController],
  providers: [ConstitutionService, ConstitutionRepository, ConstitutionMetrics],
})
export class ConstitutionModule {}
