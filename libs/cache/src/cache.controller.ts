import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import {
  type CacheInvalidationRequest,
  type CacheInvalidationResult,
  CacheInvalidationResultSchema,
  CacheInvalidationSchema,
  type CacheStats,
  CacheStatsSchema,
} from '@acgs/contracts';
import { Body, Controller, Get, Header, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CacheAdministration } from './cache-administration.js';

@Controller('cache')
@ApiTags('operations')
export class CacheController {
  constructor(private readonly caches: CacheAdministration) {}

  @Get('stats')
  @RequirePermission('cache:read')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ operationId: 'getCacheStats', summary: 'What the cache of this process has been good for' })
  @ApiOkResponse({ standardSchema: CacheStatsSchema })
  stats(): CacheStats {
    return this.caches.stats();
  }

  @Post('invalidate')
  @HttpCode(200)
  @RequirePermission('cache:invalidate')
  @ApiOperation({
    operationId: 'invalidateCache',
    summary: 'Makes cached answers outdated, in every process',
  })
  @ApiOkResponse({ standardSchema: CacheInvalidationResultSchema })
  invalidate(
    @Body({ schema: CacheInvalidationSchema }) request: CacheInvalidationRequest,
    @Caller() caller: CallerIdentity,
  ): Promise<CacheInvalidationResult> {
    return this.caches.invalidate(request, caller);
  }
}
