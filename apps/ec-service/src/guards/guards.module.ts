import { Module } from '@nestjs/common';
import { EngineModule } from '../engine/engine.module.js';
import { GuardCounter } from './guard-counter.js';
import { GuardsRepository } from './guards.repository.js';
import { GuardsWatch } from './guards-watch.js';

@Module({
  imports: [EngineModule],
  providers: [GuardsRepository, GuardCounter, GuardsWatch],
  exports: [GuardsRepository],
})
export class GuardsModule {}
