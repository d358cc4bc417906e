import { Module } from '@nestjs/common';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { RuleSetsModule } from '../rule-sets/rule-sets.module.js';
import { CandidatePoliciesRepository } from './candidate-policies.repository.js';
import { CandidateRules } from './candidate-rules.js';
import { SimulationEvents } from './simulation-events.js';
import { SimulationFlipsRepository } from './simulation-flips.repository.js';
import { SimulationJobsRepository } from './simulation-jobs.repository.js';
import { SimulationRetention } from './simulation-retention.js';
import { SimulationRunner } from './simulation-runner.js';
import { SimulationsController } from './simulations.controller.js';
import { SimulationsRepository } from './simulations.repository.js';
import { SimulationsService } from './simulations.service.js';

/** Other rules, tried on what was recorded. */
@Module({
  imports: [RuleSetsModule, DecisionsModule],
  controllers: [SimulationsController],
  providers: [
    SimulationsService,
    CandidateRules,
    CandidatePoliciesRepository,
    SimulationsRepository,
    SimulationFlipsRepository,
    SimulationJobsRepository,
    SimulationRunner,
    SimulationEvents,
    SimulationRetention,
  ],
})
export class SimulationsModule {}
