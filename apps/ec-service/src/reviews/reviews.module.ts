import { Module } from '@nestjs/common';
import { CandidatesModule } from '../candidates/candidates.module.js';
import { EngineModule } from '../engine/engine.module.js';
import { GuardsModule } from '../guards/guards.module.js';
import { RunsModule } from '../runs/runs.module.js';
import { BrokenOffPromotions } from './broken-off-promotions.js';
import { Promotions } from './promotions.js';
import { ReviewsController } from './reviews.controller.js';
import { ReviewsRepository } from './reviews.repository.js';
import { ReviewsService } from './reviews.service.js';

@Module({
  imports: [RunsModule, CandidatesModule, GuardsModule, EngineModule],
  controllers: [ReviewsController],
  providers: [ReviewsService, ReviewsRepository, Promotions, BrokenOffPromotions],
})
export class ReviewsModule {}
