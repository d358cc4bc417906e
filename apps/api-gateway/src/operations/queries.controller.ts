import { RequirePermission } from '@acgs/access';
import {
  type ServiceAnswers,
  type SlowQueries,
  SlowQueriesOfServicesSchema,
  SlowQueriesSchema,
} from '@acgs/contracts';
import { Deadline, RequestDeadline } from '@acgs/http-client';
import { Controller, Get, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ServicesSurvey } from './services-survey.js';

@Controller('admin/queries')
@ApiTags('operations')
export class QueriesController {
  constructor(private readonly survey: ServicesSurvey) {}

  @Get()
  @RequirePermission('operations:read')
  @ApiOperation({
    operationId: 'listSlowQueriesOfServices',
    summary: 'Statements that took long, of one process of each service',
  })
  @ApiOkResponse({ standardSchema: SlowQueriesOfServicesSchema })
  list(
    @Req() request: FastifyRequest,
    @RequestDeadline() deadline: Deadline,
  ): Promise<ServiceAnswers<SlowQueries>> {
    return this.survey.ask(
      {
        services: [
          'constitutional-core',
          'governance-engine',
          'integrity-service',
          'ec-service',
          'auth-service',
        ],
        method: 'GET',
        route: '/api/v1/admin/queries',
        answer: SlowQueriesSchema,
      },
      request,
      deadline,
    );
  }
}
