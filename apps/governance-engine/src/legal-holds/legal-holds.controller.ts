import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import {
  type LegalHold,
  type LegalHoldDraft,
  LegalHoldDraftSchema,
  type LegalHoldPage,
  LegalHoldPageSchema,
  type LegalHoldParameters,
  LegalHoldParametersSchema,
  type LegalHoldQuery,
  LegalHoldQuerySchema,
  type LegalHoldRelease,
  LegalHoldReleaseSchema,
  LegalHoldSchema,
} from '@acgs/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LegalHoldsService } from './legal-holds.service.js';

@Controller('legal-holds')
@ApiTags('legal-holds')
export class LegalHoldsController {
  constructor(private readonly holds: LegalHoldsService) {}

  @Post()
  @RequirePermission('legal-holds:write')
  @ApiOperation({
    operationId: 'placeLegalHold',
    summary: 'Keep decisions past their time',
    description:
      'What it names is neither dropped nor erased until it is released. It has an entry of the log.',
  })
  @ApiCreatedResponse({ standardSchema: LegalHoldSchema })
  place(
    @Body({ schema: LegalHoldDraftSchema }) draft: LegalHoldDraft,
    @Caller() caller: CallerIdentity,
  ): Promise<LegalHold> {
    return this.holds.place(draft, caller);
  }

  @Get()
  @RequirePermission('legal-holds:read')
  @ApiOperation({ operationId: 'listLegalHolds', summary: 'Legal holds in force, newest first' })
  @ApiOkResponse({ standardSchema: LegalHoldPageSchema })
  list(
    @Query({ schema: LegalHoldQuerySchema }) query: LegalHoldQuery,
    @Caller() { tenant }: CallerIdentity,
  ): Promise<LegalHoldPage> {
    return this.holds.list(tenant, query);
  }

  @Get(':holdId')
  @RequirePermission('legal-holds:read')
  @ApiOperation({ operationId: 'getLegalHold', summary: 'One, in force or released' })
  @ApiOkResponse({ standardSchema: LegalHoldSchema })
  one(
    @Param({ schema: LegalHoldParametersSchema }) { holdId }: LegalHoldParameters,
    @Caller() { tenant }: CallerIdentity,
  ): Promise<LegalHold> {
    return this.holds.one(tenant, holdId);
  }

  @Post(':holdId/release')
  @HttpCode(200)
  @RequirePermission('legal-holds:write')
  @ApiOperation({
    operationId: 'releaseLegalHold',
    summary: 'Let decisions go again, when no other hold names them',
    description: 'Has an entry of the log. Asked again, the answer is the same.',
  })
  @ApiOkResponse({ standardSchema: LegalHoldSchema })
  release(
    @Param({ schema: LegalHoldParametersSchema }) { holdId }: LegalHoldParameters,
    @Body({ schema: LegalHoldReleaseSchema }) release: LegalHoldRelease,
    @Caller() caller: CallerIdentity,
  ): Promise<LegalHold> {
    return this.holds.release(holdId, release, caller);
  }
}
