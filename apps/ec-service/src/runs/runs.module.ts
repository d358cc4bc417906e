import { Module } from '@nestjs/common';
import { EngineModule } from '../engine/engine.module.js';
import { ExpiredEvidence } from './expired-evidence.js';
import { FrozenEvidence } from './frozen-evidence.js';
import { RulesInForce } from './rules-in-force.js';
import { RunEvents } from './run-events.js';
import { RunsController } from './runs.controller.js';
import { RunsMetrics } from './runs.metrics.js';
import { RunsRepository } from './runs.repository.js';
import { RunsService } from './runs.service.js';

@Module({
  imports: [EngineModule],
  controllers: [RunsController],
  providers: [
    RunsService,
    RunsRepository,
    RunsMetrics,
    FrozenEvidence,
    ExpiredEvidence,
    RulesInForce,
    RunEvents,
  ],
  exports: [RunsService, RunsRepository, RulesInForce],
})
export class RunsModule {}
