import { Module } from '@nestjs/common';
import { RunsModule } from '../runs/runs.module.js';
import { CandidatesController } from './candidates.controller.js';
import { CandidatesRepository } from './candidates.repository.js';
import { CandidatesService } from './candidates.service.js';
import { RunReport } from './run-report.js';

@Module({
  imports: [RunsModule],
  controllers: [CandidatesController],
  providers: [CandidatesService, CandidatesRepository, RunReport],
  exports: [CandidatesService, CandidatesRepository],
})
export class CandidatesModule {}
