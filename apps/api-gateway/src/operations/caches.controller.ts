import { RequirePermission } from '@acgs/access';
import {
  CacheInvalidationOfServicesSchema,
  type CacheInvalidationRequest,
  type CacheInvalidationResult,
  CacheInvalidationResultSchema,
  CacheInvalidationSchema,
  type CacheStats,
  CacheStatsOfServicesSchema,
  CacheStatsSchema,
  type ServiceAnswers,
} from '@acgs/contracts';
import { Deadline, RequestDeadline } from '@acgs/http-client';
import { Body, Controller, Get, Header, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { UpstreamName } from '../proxy/upstream-routes.js';
import { ServicesSurvey } from './services-survey.js';

const SERVICES: readonly UpstreamName[] = ['constitutional-core', 'governance-engine'];

@Controller('cache')
@ApiTags('operations')
export class CachesController {
  constructor(private readonly survey: ServicesSurvey) {}

  @Get('stats')
  @RequirePermission('cache:read')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'getCacheStatsOfServices',
    summary: 'What the caches have been good for, of one process of each service',
  })
  @ApiOkResponse({ standardSchema: CacheStatsOfServicesSchema })
  stats(
    @Req() request: FastifyRequest,
    @RequestDeadline() deadline: Deadline,
  ): Promise<ServiceAnswers<CacheStats>> {
    const route = '/api/v1/cache/stats';
    const question = { services: SERVICES, method: 'GET', route, answer: CacheStatsSchema } as const;
    return this.survey.ask(question, request, deadline);
  }

  @Post('invalidate')
  @HttpCode(200)
  @RequirePermission('cache:invalidate')
  @ApiOperation({
    operationId: 'invalidateCachesOfServices',
    summary: 'Makes cached answers outdated, in every process of every service',
  })
  @ApiOkResponse({ standardSchema: CacheInvalidationOfServicesSchema })
  invalidate(
    @Body({ schema: CacheInvalidationSchema }) body: CacheInvalidationRequest,
    @Req() request: FastifyRequest,
    @RequestDeadline() deadline: Deadline,
  ): Promise<ServiceAnswers<CacheInvalidationResult>> {
    const route = '/api/v1/cache/invalidate';
    const answer = CacheInvalidationResultSchema;
    return this.survey.ask({ services: SERVICES, method: 'POST', route, body, answer }, request, deadline);
  }
}
