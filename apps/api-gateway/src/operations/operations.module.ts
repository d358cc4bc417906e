import { Module } from '@nestjs/common';
import { CachesController } from './caches.controller.js';
import { QueriesController } from './queries.controller.js';
import { ServicesSurvey } from './services-survey.js';

/** What operators ask of all services at once. */
@Module({
  controllers: [CachesController, QueriesController],
  providers: [ServicesSurvey],
})
export class OperationsModule {}
