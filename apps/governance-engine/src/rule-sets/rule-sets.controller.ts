import { Caller, type CallerIdentity, namedTenant, RequirePermission } from '@acgs/access';
import {
  type ActiveRuleSet,
  ActiveRuleSetSchema,
  type TenantQuery,
  TenantQuerySchema,
} from '@acgs/contracts';
import { type Deadline, RequestDeadline } from '@acgs/http-client';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RuleSetsService } from './rule-sets.service.js';

@Controller('rule-sets')
@ApiTags('policies')
export class RuleSetsController {
  constructor(private readonly ruleSets: RuleSetsService) {}

  @Get('active')
  @RequirePermission('policies:read')
  @ApiOperation({
    operationId: 'getActiveRuleSet',
    summary: 'The constitution and the policies in force, as decisions of now pin them',
  })
  @ApiOkResponse({ standardSchema: ActiveRuleSetSchema })
  active(
    @Query({ schema: TenantQuerySchema }) { tenant }: TenantQuery,
    @Caller() caller: CallerIdentity,
    @RequestDeadline() deadline: Deadline,
  ): Promise<ActiveRuleSet> {
    return this.ruleSets.active(namedTenant(caller, tenant), deadline);
  }
}
