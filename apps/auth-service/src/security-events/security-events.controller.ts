import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import {
  type SecurityEventPage,
  type SecurityEventPageQuery,
  SecurityEventPageQuerySchema,
  SecurityEventPageSchema,
} from '@acgs/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SecurityEvents } from './security-events.js';

@Controller('auth/security-events')
@ApiTags('identities')
@RequirePermission('security-events:read')
export class SecurityEventsController {
  constructor(private readonly events: SecurityEvents) {}

  @Get()
  @ApiOperation({
    operationId: 'listSecurityEvents',
    summary: 'What happened to identities and their rights, newest first',
  })
  @ApiOkResponse({ standardSchema: SecurityEventPageSchema })
  list(
    @Query({ schema: SecurityEventPageQuerySchema }) query: SecurityEventPageQuery,
    @Caller() { tenant }: CallerIdentity,
  ): Promise<SecurityEventPage> {
    return this.events.list(tenant, query);
  }
}
