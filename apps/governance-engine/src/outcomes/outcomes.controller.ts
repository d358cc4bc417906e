import { Caller, type CallerIdentity, namedTenant, RequirePermission } from '@acgs/access';
import {
  type DecisionOutcomes,
  type DecisionOutcomesQuery,
  DecisionOutcomesQuerySchema,
  DecisionOutcomesSchema,
} from '@acgs/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { OutcomesService } from './outcomes.service.js';

@Controller('decisions/outcomes')
@ApiTags('decisions')
export class OutcomesController {
  constructor(private readonly outcomes: OutcomesService) {}

  @Get()
  @RequirePermission('decisions:read')
  @ApiOperation({
    operationId: 'countOutcomes',
    summary: 'What a version of a policy has made of the decisions of a time, by action',
  })
  @ApiOkResponse({ standardSchema: DecisionOutcomesSchema })
  count(
    @Query({ schema: DecisionOutcomesQuerySchema }) query: DecisionOutcomesQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<DecisionOutcomes> {
    return this.outcomes.count(namedTenant(caller, query.tenant), query);
  }
}
