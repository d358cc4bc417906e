import { Module } from '@nestjs/common';
import { EngineModule } from '../engine/engine.module.js';
import { GuardsRepository } from './guards.repository.js';
import { GuardsWatch } from './guards-watch.js';

@Module({
  imports: [EngineModule],
  providers: [GuardsRepository, GuardsWatch],
  exports: [GuardsRepository],
})
export class GuardsModule {}
