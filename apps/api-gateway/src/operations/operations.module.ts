import { Module } from '@nestjs/common';
import { QueriesController } from './queries.controller.js';
import { ServicesSurvey } from './services-survey.js';

/** What operators ask of all services at once. */
@Module({
  controllers: [QueriesController],
  providers: [ServicesSurvey],
})
export class OperationsModule {}
