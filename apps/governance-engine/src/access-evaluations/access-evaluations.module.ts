import { Module } from '@nestjs/common';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { AccessEvaluationsController } from './access-evaluations.controller.js';
import { AccessEvaluationsService } from './access-evaluations.service.js';

/** Decisions in the words of OpenID AuthZEN. */
@Module({
  imports: [DecisionsModule],
  controllers: [AccessEvaluationsController],
  providers: [AccessEvaluationsService],
})
export class AccessEvaluationsModule {}
